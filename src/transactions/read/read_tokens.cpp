#include "transactions/read/read_tokens.hpp"

#include <unordered_set>
#include <utility>

#include "base/gather.hpp"
#include "transactions/read/chain_state.hpp"
#include "transactions/read/named_accounts.hpp"
#include "transactions/read/read_backings.hpp"
#include "transactions/read/read_nfts.hpp"

namespace burner::transactions {

namespace {

/// One of the wallet's accounts of each mint, and what else the types of the selections say of these mints.
struct Held {
    std::vector<assets::Holding> holdings;
    std::vector<solana::Pubkey> keys;         ///< of the mints, and of the metadata of those that may be NFTs
    std::unordered_set<solana::Pubkey> ones;  ///< mints of which one of the accounts holds one token
};

/// Finds the selected accounts with a balance that is not wrapped SOL: what they hold decides, unless they stay.
Held held_tokens(const solana::Pubkey& wallet, const std::vector<Selection>& selections,
                 const std::vector<std::optional<solana::Account>>& accounts) {
    Held held;
    std::unordered_set<solana::Pubkey> seen;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const auto parsed =
            accounts[i] ? solana::parse_token_account(accounts[i]->owner, accounts[i]->data) : std::nullopt;
        if (parsed && parsed->amount == 1) held.ones.insert(parsed->mint);
        if (selections[i].action == assets::Action::withdraw_excess) continue;
        const auto holding = holding_at(wallet, selections[i].address, accounts[i]);
        if (!holding || holding->account.is_native() || holding->account.amount == 0) continue;
        if (!seen.insert(holding->account.mint).second) continue;
        append_mint_accounts(held.keys, selections[i].type, holding->account.mint);
        held.holdings.push_back(*holding);
    }
    return held;
}

std::unordered_map<solana::Pubkey, solana::Mint> mints_of(const std::vector<solana::Pubkey>& keys,
                                                          const AccountSnapshot::Accounts& accounts) {
    std::unordered_map<solana::Pubkey, solana::Mint> mints;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto& account = accounts.value[i];
        auto mint = account ? solana::parse_mint(account->owner, account->data) : std::nullopt;
        if (mint) mints.emplace(keys[i], std::move(*mint));
    }
    return mints;
}

std::vector<assets::BackingRequest> backing_requests(const TokenFacts& facts,
                                                     const std::unordered_set<solana::Pubkey>& ones) {
    std::vector<assets::BackingRequest> requests;
    for (const auto& [address, mint] : facts.mints) {
        requests.push_back(backing_request(address, mint, ones.contains(address)));
    }
    return requests;
}

std::vector<assets::Holding> possible_nfts(const std::vector<assets::Holding>& holdings, const TokenFacts& facts) {
    std::vector<assets::Holding> possible;
    for (const auto& holding : holdings) {
        const auto mint = facts.mints.find(holding.account.mint);
        if (mint != facts.mints.end() && assets::may_be_nft(mint->second)) possible.push_back(holding);
    }
    return possible;
}

}  // namespace

base::Task<base::Result<TokenFacts>> read_tokens(Sources sources, std::shared_ptr<AccountSnapshot> snapshot,
                                                 solana::Pubkey wallet, std::vector<Selection> selections,
                                                 std::vector<std::optional<solana::Account>> accounts) {
    TokenFacts facts;
    const Held held = held_tokens(wallet, selections, accounts);
    if (held.holdings.empty()) co_return facts;
    const auto read = co_await snapshot->get(held.keys);
    if (!read) co_return std::unexpected(read.error());
    facts.mints = mints_of(held.keys, *read);
    auto [backings, metadata] = co_await base::gather(
        read_backings_of(sources.rpc, sources.positions, backing_requests(facts, held.ones)),
        read_nfts(sources.rpc, sources.indexer, snapshot, wallet, possible_nfts(held.holdings, facts)));
    if (!metadata) co_return std::unexpected(metadata.error());
    facts.backings = std::move(backings);
    facts.metadata = std::move(*metadata);
    co_return facts;
}

}  // namespace burner::transactions
