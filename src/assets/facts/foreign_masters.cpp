#include "assets/facts/foreign_masters.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/concurrently.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

using solana::Account;
using solana::Pubkey;

/// The masters of one call of the RPC, two accounts each; others get their turn between calls.
constexpr std::size_t masters_at_once = 50;

bool is_master(const std::optional<Account>& edition, const std::optional<Account>& mint) {
    if (!edition || edition->owner != solana::ids::token_metadata || !mint) return false;
    const auto parsed = solana::parse_edition(edition->data);
    const auto parsed_mint = solana::parse_mint(mint->owner, mint->data);
    return parsed && std::holds_alternative<solana::MasterEdition>(*parsed) && parsed_mint && parsed_mint->supply == 1;
}

}  // namespace

base::Task<std::vector<Pubkey>> name_masters(AssetIndexer& indexer, std::vector<Pubkey> prints) {
    std::vector<Pubkey> mints;
    const auto assets = co_await indexer.get_assets(std::move(prints));
    if (!assets) co_return mints;
    for (const auto& asset : *assets) {
        if (asset && asset->master_mint) mints.push_back(*asset->master_mint);
    }
    std::ranges::sort(mints);
    mints.erase(std::ranges::unique(mints).begin(), mints.end());
    co_return mints;
}

base::Task<Masters> confirm_masters(ReadAccounts read, std::vector<Pubkey> mints) {
    Masters masters;
    for (std::size_t at = 0; at < mints.size(); at += masters_at_once) {
        std::vector<Pubkey> keys;
        for (const Pubkey& mint : std::span(mints).subspan(at, std::min(masters_at_once, mints.size() - at))) {
            keys.push_back(solana::token_metadata::edition_address(mint));
            keys.push_back(mint);
        }
        const auto accounts = co_await read(keys);
        if (!accounts || accounts->value.size() != keys.size()) continue;
        for (std::size_t i = 0; i < keys.size(); i += 2) {
            if (!is_master(accounts->value[i], accounts->value[i + 1])) continue;
            masters.emplace(keys[i], Master{.mint = keys[i + 1], .token_account = {}, .is_own = false});
        }
    }
    co_return masters;
}

base::Task<Masters> locate_masters(solana::Rpc& rpc, Masters masters) {
    std::vector<Pubkey> editions;
    std::vector<base::Task<base::Result<solana::AtSlot<std::vector<solana::TokenHolding>>>>> calls;
    for (const auto& [edition, master] : masters) {
        editions.push_back(edition);
        calls.push_back(rpc.get_token_largest_accounts(master.mint));
    }
    const auto answers = co_await base::concurrently(std::move(calls));
    for (std::size_t i = 0; i < editions.size(); ++i) {
        if (!answers[i]) continue;
        const auto holder = std::ranges::find(answers[i]->value, 1U, &solana::TokenHolding::amount);
        if (holder == answers[i]->value.end()) {
            masters.erase(editions[i]);
        } else {
            masters.at(editions[i]).token_account = holder->account;
        }
    }
    co_return masters;
}

}  // namespace burner::assets
