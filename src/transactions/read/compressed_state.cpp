#include "transactions/read/compressed_state.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>
#include <utility>

#include "assets/decide/compressed_token.hpp"
#include "base/gather.hpp"
#include "solana/accounts/token_account.hpp"
#include "solana/programs/associated_token.hpp"
#include "transactions/read/read_backings.hpp"

namespace burner::transactions {

namespace {

namespace light = solana::light_token;
using assets::CompressedTokenIndexer;
using CompressedMints = std::unordered_map<solana::Pubkey, CompressedMint>;
using LightTrees = std::unordered_map<solana::Pubkey, solana::LightTree>;

/// A mint and where its pools have to be.
struct MintPlaces {
    solana::Pubkey mint;
    std::vector<light::Pool> pools;
};

std::vector<MintPlaces> places_of_mints(const CompressedState& state) {
    std::unordered_set<solana::Pubkey> seen;
    std::vector<MintPlaces> places;
    for (const auto& [address, account] : state.accounts.found) {
        if (!seen.insert(account.mint).second) continue;
        MintPlaces& added = places.emplace_back(account.mint);
        for (std::uint8_t index = 0; index < light::max_pools; ++index) {
            added.pools.push_back(light::find_pool(account.mint, index));
        }
    }
    return places;
}

/// Reads a pool; nullopt where there is no token account of the mint.
std::optional<light::PoolAmount> pool_at(const solana::Pubkey& mint, const light::Pool& pool,
                                         const std::optional<solana::Account>& account) {
    if (!account) return std::nullopt;
    const auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed || parsed->mint != mint) return std::nullopt;
    return light::PoolAmount{pool, parsed->amount};
}

/// Reads a mint and its pools; nullopt where it is no mint. `accounts` are the mint, then its pools.
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

base::Task<base::Result<CompressedMints>> read_mints(std::shared_ptr<AccountSnapshot> snapshot,
                                                     std::vector<MintPlaces> places) {
    constexpr std::size_t accounts_each = 1 + light::max_pools;
    std::vector<solana::Pubkey> keys;
    for (const MintPlaces& of_mint : places) {
        keys.push_back(of_mint.mint);
        for (const light::Pool& pool : of_mint.pools) keys.push_back(pool.address);
    }
    const auto read = co_await snapshot->get(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    CompressedMints mints;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto mint = mint_from(places[i], std::span{read->value}.subspan(i * accounts_each, accounts_each));
        if (mint) mints.emplace(places[i].mint, std::move(*mint));
    }
    co_return mints;
}

std::vector<assets::BackingRequest> backing_requests(const CompressedState& state) {
    std::unordered_set<solana::Pubkey> ones;
    for (const auto& [address, account] : state.accounts.found) {
        if (account.amount == 1) ones.insert(account.mint);
    }
    std::vector<assets::BackingRequest> requests;
    for (const auto& [address, of] : state.mints) {
        requests.push_back(backing_request(address, of.mint, ones.contains(address)));
    }
    return requests;
}

/// Reads the wallet's associated token accounts of these mints, as `CompressedMint::token_account` has them.
base::Task<base::Result<CompressedMints>> read_token_accounts(std::shared_ptr<AccountSnapshot> snapshot,
                                                              solana::Pubkey wallet, CompressedMints mints) {
    std::vector<solana::Pubkey> keys;
    std::vector<CompressedMint*> places;
    for (auto& [address, mint] : mints) {
        keys.push_back(solana::associated_token_address(wallet, mint.program, address));
        places.push_back(&mint);
    }
    auto read = co_await snapshot->get(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    for (std::size_t i = 0; i < places.size(); ++i) places[i]->token_account = std::move(read->value[i]);
    co_return mints;
}

std::vector<solana::Pubkey> trees_of(const CompressedAccounts& accounts) {
    std::unordered_set<solana::Pubkey> trees;
    for (const auto& [address, account] : accounts.found) trees.insert(account.place.tree);
    return {trees.begin(), trees.end()};
}

base::Task<base::Result<LightTrees>> read_trees(solana::Rpc& rpc, std::vector<solana::Pubkey> keys) {
    const auto read = co_await rpc.get_account_heads(keys, solana::light_tree_head);
    if (!read) co_return std::unexpected(read.error());
    LightTrees trees;
    for (std::size_t i = 0; i < std::min(keys.size(), read->value.size()); ++i) {
        const auto& head = read->value[i];
        const auto tree = head ? solana::parse_light_tree(head->account.owner, head->account.data) : std::nullopt;
        if (tree) trees.emplace(keys[i], *tree);
    }
    co_return trees;
}

}  // namespace

base::Task<CompressedAccounts> find_compressed(CompressedTokenIndexer& indexer, solana::Pubkey wallet,
                                               std::vector<Selection> selections) {
    std::unordered_set<solana::Pubkey> wanted;
    for (const Selection& selection : selections) wanted.insert(selection.address);
    CompressedAccounts accounts;
    std::optional<std::string> cursor;
    for (int pages = 0; !wanted.empty(); ++pages) {
        if (pages == assets::max_token_pages) {
            accounts.failure = "The wallet has more compressed tokens than are looked through";
            break;
        }
        auto page = co_await indexer.get_token_accounts(wallet, cursor);
        if (!page) {
            accounts.failure = std::move(page.error().message);
            break;
        }
        for (assets::CompressedTokenAccount& account : page->accounts) {
            const solana::Pubkey address = assets::address_of(account);
            if (wanted.erase(address) > 0) accounts.found.emplace(address, std::move(account));
        }
        if (!page->next) break;
        cursor = std::move(page->next);
    }
    co_return accounts;
}

base::Task<base::Result<CompressedState>> read_compressed_state(Sources sources,
                                                                std::shared_ptr<AccountSnapshot> snapshot,
                                                                solana::Pubkey wallet, CompressedAccounts accounts) {
    CompressedState state{std::move(accounts), {}, {}, {}, {}};
    if (state.accounts.found.empty()) co_return state;
    auto mints = co_await read_mints(snapshot, places_of_mints(state));
    if (!mints) co_return std::unexpected(mints.error());
    state.mints = std::move(*mints);
    auto [backings, with_accounts, trees] = co_await base::gather(
        read_backings_of(sources.rpc, sources.positions, backing_requests(state)),
        read_token_accounts(snapshot, wallet, state.mints), read_trees(sources.rpc, trees_of(state.accounts)));
    if (!with_accounts) co_return std::unexpected(with_accounts.error());
    if (!trees) co_return std::unexpected(trees.error());
    state.backings = std::move(backings);
    state.mints = std::move(*with_accounts);
    state.trees = std::move(*trees);
    co_return state;
}

}  // namespace burner::transactions
