#include "assets/blocked.hpp"

#include <iterator>

namespace burner::assets {

namespace {

struct BlockedRow {
    BlockedCode code;
    std::string_view word;
    std::string_view reason;
};

constexpr BlockedRow rows[] = {
    {BlockedCode::frozen, "frozen", "It is frozen, and cannot be burned until it is thawed"},
    {BlockedCode::close_authority_foreign, "close_authority_foreign", "Only another address may close this account"},
    {BlockedCode::confidential_balance, "confidential_balance",
     "The account holds a confidential balance that only its owner's keys can empty"},
    {BlockedCode::mint_paused, "mint_paused", "The token is paused by its issuer"},
    {BlockedCode::permissioned_burn, "permissioned_burn", "The token's issuer has to sign every burn"},
    {BlockedCode::multisig_owner, "multisig_owner", "The wallet is a token multisig: one signature is not enough"},
    {BlockedCode::locked, "locked",
     "The NFT is locked (staked or listed for sale). Whoever locked it must release it first"},
    {BlockedCode::has_prints, "has_prints", "Burn the prints of this NFT first"},
    {BlockedCode::collection_not_empty, "collection_not_empty",
     "This NFT represents a collection that still has members"},
    {BlockedCode::plugin_forbids, "plugin_forbids",
     "Its kind, or one of its plugins or extensions, does not allow burning"},
    {BlockedCode::proof_too_large, "proof_too_large", "Its burn does not fit into a transaction"},
    {BlockedCode::source_unavailable, "source_unavailable", "The data this depends on could not be read. Try again"},
    {BlockedCode::balance_changed, "balance_changed", "The balance is not the one that was reviewed"},
    {BlockedCode::not_found, "not_found", "There is no such item on chain"},
    {BlockedCode::not_owner, "not_owner", "The account does not belong to this wallet"},
    {BlockedCode::simulation_failed, "simulation_failed", "The network would reject this transaction"},
    {BlockedCode::insufficient_funds, "insufficient_funds", "The wallet cannot pay the network fee"},
    {BlockedCode::protected_, "protected", "This item is protected from burning"},
    {BlockedCode::position, "position",
     "It is a position in a liquidity pool, and burning it would lose what lies there"},
    {BlockedCode::liquidity, "liquidity",
     "It is a share of a liquidity pool: take the liquidity out, or burn it with `acknowledge` set to liquidity"},
    {BlockedCode::still_valid, "still_valid", "Its transaction was submitted and may still land: wait for its outcome"},
    {BlockedCode::not_worth_its_fee, "not_worth_its_fee", "It gives back less than its transaction costs"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    }
    return true;
}
static_assert(in_order());

}  // namespace

std::string_view to_text(BlockedCode code) {
    return rows[static_cast<std::size_t>(code)].word;
}

std::string_view explain(BlockedCode code) {
    return rows[static_cast<std::size_t>(code)].reason;
}

}  // namespace burner::assets
