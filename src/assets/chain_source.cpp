#include "assets/chain_source.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "assets/holding.hpp"
#include "base/concurrently.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

using Mints = std::unordered_map<solana::Pubkey, solana::Mint>;

struct Program {
    solana::Pubkey id;
    std::string_view name;
};

constexpr std::array<Program, 2> programs = {Program{solana::ids::token, "spl-token"},
                                             Program{solana::ids::token_2022, "token-2022"}};

void note_slot(Found& found, solana::Slot slot) {
    found.slot = std::min(found.slot.value_or(slot), slot);
}

/// Keeps what the programs would take for an account of this wallet; whatever else an upstream sends is dropped.
void add_holdings(std::vector<Holding>& holdings, const solana::Pubkey& wallet, const solana::Pubkey& program,
                  const std::vector<solana::KeyedAccount>& accounts) {
    holdings.reserve(holdings.size() + accounts.size());
    for (const auto& [address, account] : accounts) {
        if (account.owner != program) continue;
        auto parsed = solana::parse_token_account(program, account.data);
        if (!parsed || parsed->owner != wallet) continue;
        holdings.push_back({address, program, account.lamports, *parsed});
    }
}

bool wants_mint(const Holding& holding) {
    if (holding.account.is_native()) return false;
    return holding.account.amount > 0 || holding.token_program == solana::ids::token_2022;
}

/// The wallet itself comes first: only its account says whether it is a multisig.
std::vector<solana::Pubkey> keys_to_read(const solana::Pubkey& wallet, const std::vector<Holding>& holdings) {
    std::vector<solana::Pubkey> keys{wallet};
    std::unordered_set<solana::Pubkey> seen;
    for (const Holding& holding : holdings) {
        if (wants_mint(holding) && seen.insert(holding.account.mint).second) keys.push_back(holding.account.mint);
    }
    return keys;
}

Mints parse_mints(const std::vector<solana::Pubkey>& keys,
                  const std::vector<std::optional<solana::Account>>& accounts) {
    Mints mints;
    mints.reserve(keys.size());
    for (std::size_t i = 1; i < keys.size() && i < accounts.size(); ++i) {
        if (!accounts[i]) continue;
        if (auto mint = solana::parse_mint(accounts[i]->owner, accounts[i]->data))
            mints.emplace(keys[i], std::move(*mint));
    }
    return mints;
}

void add_items(Found& found, const Owner& owner, const std::vector<Holding>& holdings, const Mints& mints) {
    found.items.reserve(holdings.size());
    for (const Holding& holding : holdings) {
        const auto known = wants_mint(holding) ? mints.find(holding.account.mint) : mints.end();
        const solana::Mint* mint = known == mints.end() ? nullptr : &known->second;
        found.items.push_back(to_item(holding, decide(owner, holding.account, mint), mint));
    }
}

}  // namespace

base::Task<Found> ChainSource::find(solana::Pubkey wallet) {
    Found found;
    std::vector<base::Task<base::Result<solana::AtSlot<std::vector<solana::KeyedAccount>>>>> calls;
    for (const Program& program : programs) calls.push_back(rpc_.get_token_accounts(wallet, program.id));
    const auto answers = co_await base::concurrently(std::move(calls));
    std::vector<Holding> holdings;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        if (answers[i]) {
            note_slot(found, answers[i]->slot);
            add_holdings(holdings, wallet, programs[i].id, answers[i]->value);
        } else {
            found.warnings.push_back({std::string(programs[i].name), answers[i].error().message});
        }
    }
    if (holdings.empty()) co_return found;

    const auto keys = keys_to_read(wallet, holdings);
    const auto read = co_await rpc_.get_accounts(keys);
    Owner owner{wallet};
    Mints mints;
    if (read && !read->value.empty()) {
        note_slot(found, read->slot);
        owner = owner_of(wallet, read->value.front());
        mints = parse_mints(keys, read->value);
    } else {
        found.warnings.push_back({"mints", read ? "The answer was empty" : read.error().message});
    }
    add_items(found, owner, holdings, mints);
    co_return found;
}

}  // namespace burner::assets
