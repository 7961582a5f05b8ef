#include "transactions/read/chain_state.hpp"

namespace burner::transactions {

base::Result<assets::Holding, assets::BlockedCode> holding_at(const solana::Pubkey& wallet,
                                                              const solana::Pubkey& address,
                                                              const std::optional<solana::Account>& account) {
    if (!account) return std::unexpected(assets::BlockedCode::not_found);
    auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed) return std::unexpected(assets::BlockedCode::not_found);
    if (parsed->owner != wallet) return std::unexpected(assets::BlockedCode::not_owner);
    const auto length = static_cast<std::uint32_t>(account->data.size());
    return assets::Holding{address, account->owner, account->lamports, length, *parsed};
}

assets::Facts facts_of(const ChainState& state, const solana::Pubkey& mint) {
    assets::Facts facts;
    if (const auto found = state.mints.find(mint); found != state.mints.end()) facts.mint = &found->second;
    facts.metadata = &assets::metadata_of(state.metadata, mint);
    if (state.rent) facts.rent = &*state.rent;
    facts.backing = assets::backing_of(state.backings, mint);
    return facts;
}

}  // namespace burner::transactions
