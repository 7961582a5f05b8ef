#include "transactions/plan/compressed_state.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>
#include <utility>

#include "assets/decide/compressed_token.hpp"
#include "solana/accounts/token_account.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/token_metadata.hpp"
#include "transactions/plan/chain_state.hpp"

namespace burner::transactions {

namespace {

namespace light = solana::light_token;
using assets::CompressedTokenIndexer;

/// Page after page, until all that are wanted were seen.
base::Task<CompressedState> read_accounts(CompressedTokenIndexer& indexer, solana::Pubkey wallet,
                                          std::unordered_set<solana::Pubkey> wanted) {
    CompressedState state;
    std::optional<std::string> cursor;
    for (int pages = 0; !wanted.empty(); ++pages) {
        if (pages == assets::max_token_pages) {
            state.failure = "The wallet has more compressed tokens than are looked through";
            break;
        }
        auto page = co_await indexer.get_token_accounts(wallet, cursor);
        if (!page) {
            state.failure = std::move(page.error().message);
            break;
        }
        for (assets::CompressedTokenAccount& account : page->accounts) {
            const solana::Pubkey address = assets::address_of(account);
            if (wanted.erase(address) > 0) state.accounts.emplace(address, std::move(account));
        }
        if (!page->next) break;
        cursor = std::move(page->next);
    }
    co_return state;
}

/// A mint and where its pools have to be.
struct MintPlaces {
    solana::Pubkey mint;
    std::vector<light::Pool> pools;
};

std::vector<MintPlaces> places_of_mints(const CompressedState& state) {
    std::unordered_set<solana::Pubkey> seen;
    std::vector<MintPlaces> places;
    for (const auto& [address, account] : state.accounts) {
        if (!seen.insert(account.mint).second) continue;
        MintPlaces& added = places.emplace_back(account.mint);
        for (std::uint8_t index = 0; index < light::max_pools; ++index) {
            added.pools.push_back(light::find_pool(account.mint, index));
        }
    }
    return places;
}

/// nullopt where there is no token account of the mint.
std::optional<light::PoolAmount> pool_at(const solana::Pubkey& mint, const light::Pool& pool,
                                         const std::optional<solana::Account>& account) {
    if (!account) return std::nullopt;
    const auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed || parsed->mint != mint) return std::nullopt;
    return light::PoolAmount{pool, parsed->amount};
}

/// `accounts`: the mint, then its pools.
std::optional<CompressedMint> mint_from(const MintPlaces& places,
                                        std::span<const std::optional<solana::Account>> accounts) {
    const auto& account = accounts.front();
    auto mint = account ? solana::parse_mint(account->owner, account->data) : std::nullopt;
    if (!mint) return std::nullopt;
    CompressedMint found{account->owner, std::move(*mint), {}, {}};
    for (std::size_t i = 0; i < places.pools.size(); ++i) {
        if (const auto pool = pool_at(places.mint, places.pools[i], accounts[1 + i])) found.pools.push_back(*pool);
    }
    return found;
}

base::Task<base::Result<void>> read_mints(solana::Rpc& rpc, CompressedState& state) {
    constexpr std::size_t accounts_each = 1 + light::max_pools;
    const auto places = places_of_mints(state);
    std::vector<solana::Pubkey> keys;
    for (const MintPlaces& of_mint : places) {
        keys.push_back(of_mint.mint);
        for (const light::Pool& pool : of_mint.pools) keys.push_back(pool.address);
    }
    const auto read = co_await rpc.get_accounts(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    if (read->value.size() != places.size() * accounts_each) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, "The upstream's answer makes no sense");
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto mint = mint_from(places[i], std::span{read->value}.subspan(i * accounts_each, accounts_each));
        if (mint) state.mints.emplace(places[i].mint, std::move(*mint));
    }
    co_return base::Result<void>{};
}

std::vector<assets::BackingRequest> backing_requests(const CompressedState& state) {
    std::unordered_set<solana::Pubkey> ones;
    for (const auto& [address, account] : state.accounts) {
        if (account.amount == 1) ones.insert(account.mint);
    }
    std::vector<assets::BackingRequest> requests;
    for (const auto& [address, of] : state.mints) {
        auto& request = requests.emplace_back(address, of.mint.mint_authority);
        request.is_one_held = ones.contains(address);
        if (assets::may_be_nft(of.mint)) request.edition = solana::token_metadata::edition_address(address);
    }
    return requests;
}

base::Task<base::Result<void>> read_token_accounts(solana::Rpc& rpc, solana::Pubkey wallet, CompressedState& state) {
    std::vector<solana::Pubkey> keys;
    std::vector<CompressedMint*> mints;
    for (auto& [address, mint] : state.mints) {
        keys.push_back(solana::associated_token_address(wallet, mint.program, address));
        mints.push_back(&mint);
    }
    auto read = co_await rpc.get_accounts(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    for (std::size_t i = 0; i < std::min(mints.size(), read->value.size()); ++i) {
        mints[i]->token_account = std::move(read->value[i]);
    }
    co_return base::Result<void>{};
}

base::Task<base::Result<void>> read_trees(solana::Rpc& rpc, CompressedState& state) {
    std::unordered_set<solana::Pubkey> seen;
    for (const auto& [address, account] : state.accounts) seen.insert(account.place.tree);
    const std::vector<solana::Pubkey> trees{seen.begin(), seen.end()};
    const auto read = co_await rpc.get_account_heads(trees, solana::light_tree_head);
    if (!read) co_return std::unexpected(read.error());
    for (std::size_t i = 0; i < std::min(trees.size(), read->value.size()); ++i) {
        const auto& head = read->value[i];
        const auto tree = head ? solana::parse_light_tree(head->account.owner, head->account.data) : std::nullopt;
        if (tree) state.trees.emplace(trees[i], *tree);
    }
    co_return base::Result<void>{};
}

}  // namespace

base::Task<base::Result<CompressedState>> read_compressed_state(CompressedTokenIndexer& indexer, solana::Rpc& rpc,
                                                                std::vector<solana::PositionProgram> positions,
                                                                solana::Pubkey wallet,
                                                                std::vector<Selection> selections) {
    std::unordered_set<solana::Pubkey> wanted;
    for (const Selection& selection : selections) wanted.insert(selection.address);
    CompressedState state = co_await read_accounts(indexer, wallet, std::move(wanted));
    if (state.accounts.empty()) co_return state;
    const auto mints = co_await read_mints(rpc, state);
    if (!mints) co_return std::unexpected(mints.error());
    state.backings = co_await read_backings_of(rpc, std::move(positions), backing_requests(state));
    const auto token_accounts = co_await read_token_accounts(rpc, wallet, state);
    if (!token_accounts) co_return std::unexpected(token_accounts.error());
    const auto trees = co_await read_trees(rpc, state);
    if (!trees) co_return std::unexpected(trees.error());
    co_return state;
}

}  // namespace burner::transactions
