#include "transactions/read/protected_burn.hpp"

namespace burner::transactions {

namespace {

using assets::Burnable;

bool is_burn(const Selection& selection) {
    return selection.action == assets::Action::burn;
}

/// Reads a token account with a fungible balance, whose value can be known; nullopt for anything else.
std::optional<solana::TokenAccount> fungible_at(const Selection& selection,
                                                const std::optional<solana::Account>& account) {
    const bool is_fungible = assets::row_of(selection.type).shows == assets::Shows::balance;
    if (!is_fungible || !account) return std::nullopt;
    return solana::parse_token_account(account->owner, account->data);
}

assets::Worth worth_of(const solana::TokenAccount& account, const ChainState& state) {
    const auto mint = state.mints.find(account.mint);
    const auto* found = mint == state.mints.end() ? nullptr : &mint->second;
    return assets::worth_of(account.mint, found, account.amount, state.prices);
}

std::optional<solana::Pubkey> collection_of(const solana::Pubkey& mint, const ChainState& state) {
    const auto& metadata = assets::metadata_of(state.metadata, mint).metadata;
    if (!metadata || !metadata->collection || !metadata->collection->is_verified) return std::nullopt;
    return metadata->collection->mint;
}

/// Says what a selection burns, for which there is a plan.
Burnable burnable_of(const Selection& selection, const std::optional<solana::Account>& account,
                     const ChainState& state) {
    if (const auto cnft = state.cnfts.find(selection.address); cnft != state.cnfts.end()) {
        return {.mint = selection.address,
                .collection = cnft->second->collection,
                .usd_value = {},
                .is_collection_proven = cnft->second->is_collection_proven};
    }
    if (const auto core = state.core.find(selection.address); core != state.core.end()) {
        return {selection.address, core->second.asset.collection, std::nullopt};
    }
    if (const auto fungible = fungible_at(selection, account)) {
        auto worth = worth_of(*fungible, state);
        return {fungible->mint, std::nullopt, std::move(worth.usd), worth.state};
    }
    const auto token = solana::parse_token_account(account->owner, account->data);
    return {token->mint, collection_of(token->mint, state), std::nullopt};
}

}  // namespace

std::vector<solana::Pubkey> mints_to_price(const std::vector<Selection>& selections, const ChainState& state) {
    std::vector<solana::Pubkey> mints;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        if (!is_burn(selections[i])) continue;
        const auto token = fungible_at(selections[i], state.accounts[i]);
        if (!token) continue;
        const auto mint = state.mints.find(token->mint);
        if (mint == state.mints.end()) continue;
        if (assets::may_have_price(mint->second)) mints.push_back(token->mint);
    }
    return mints;
}

std::optional<assets::Refusal> why_protected(const assets::Protection& protection, const Selection& selection,
                                             const std::optional<solana::Account>& account, const ChainState& state) {
    if (protection.is_off() || !is_burn(selection)) return std::nullopt;
    return assets::why_protected(protection, burnable_of(selection, account, state));
}

}  // namespace burner::transactions
