#include "assets/decide/decide.hpp"

#include "assets/decide/fungible_asset.hpp"
#include "assets/decide/nft.hpp"

namespace burner::assets {

namespace {

/// Returns why a close fails whatever the balance (CloseAccount of both token programs), or nullopt.
std::optional<BlockedCode> why_not_close(const Owner& owner, const solana::TokenAccount& account) {
    if (account.closer() != owner.wallet) return BlockedCode::close_authority_foreign;
    if (has_confidential(account)) return BlockedCode::confidential_balance;
    return std::nullopt;
}

Decision decide_empty(const Owner& owner, const solana::TokenAccount& account) {
    if (const auto reason = why_not_close(owner, account)) return block(ItemType::empty_account, *reason);
    Decision decision;
    decision.must_harvest = account.withheld_fee > 0;
    return decision;
}

/// Tells the type by the mint and its metadata: only these say whether what an account holds is an NFT.
ItemType type_of(const Facts& facts) {
    if (facts.mint == nullptr || facts.metadata == nullptr || !may_be_nft(*facts.mint)) return ItemType::token;
    if (is_nft(facts)) return ItemType::nft;
    return is_fungible_asset(facts) ? ItemType::fungible_asset : ItemType::token;
}

Decision decide_burn(ItemType type, const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    if (type == ItemType::nft) return decide_nft(owner, account, facts);
    const bool may_be_more = facts.mint != nullptr && facts.metadata == nullptr && may_be_nft(*facts.mint);
    if (may_be_more) return block(type, BlockedCode::source_unavailable);
    return decide_balance(type, owner, account, facts.mint);
}

/// Blocks a position before all else, but other backings only where the token could be burned.
Decision decide_held(ItemType type, const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    if (facts.backing == Backing::position) return block(type, BlockedCode::position);
    auto decision = decide_burn(type, owner, account, facts);
    if (decision.blocked) return decision;
    const auto reason = why_keep(facts.backing);
    return reason ? block(type, *reason) : decision;
}

}  // namespace

Decision decide(const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    const bool is_empty = account.is_native() || account.amount == 0;
    const ItemType type = is_empty ? ItemType::empty_account : type_of(facts);
    if (owner.is_multisig) return block(type, BlockedCode::multisig_owner);
    return is_empty ? decide_empty(owner, account) : decide_held(type, owner, account, facts);
}

}  // namespace burner::assets
