#include "assets/decide/decision.hpp"

#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

constexpr std::string_view public_beside_confidential =
    "The account holds a confidential balance beside the public one: only its owner's keys can empty it, and until "
    "then a burn of the public one would give nothing back";

}  // namespace

Decision block(ItemType type, BlockedCode code, std::string_view message) {
    Decision decision;
    decision.type = type;
    decision.blocked = code;
    decision.blocked_message = message;
    return decision;
}

Decision block_beside_confidential(ItemType type) {
    return block(type, BlockedCode::confidential_balance, public_beside_confidential);
}

bool needs_revoke(const solana::TokenAccount& account) {
    return account.delegate == account.owner && account.delegated_amount < account.amount;
}

bool has_confidential(const solana::TokenAccount& account) {
    return account.has_confidential_balance || account.has_confidential_fee;
}

std::optional<BlockedCode> why_not_burn(bool is_frozen, const solana::Mint* mint) {
    if (is_frozen) return BlockedCode::frozen;
    if (mint == nullptr) return BlockedCode::source_unavailable;
    if (mint->is_paused) return BlockedCode::mint_paused;
    if (mint->has_permissioned_burn) return BlockedCode::permissioned_burn;
    if (mint->has_confidential_mint_burn) return BlockedCode::confidential_balance;
    return std::nullopt;
}

Decision decide_balance(ItemType type, const Owner& owner, const solana::TokenAccount& account,
                        const solana::Mint* mint) {
    if (const auto reason = why_not_burn(account.is_frozen, mint)) return block(type, *reason);
    if (has_confidential(account)) return block_beside_confidential(type);
    Decision decision;
    decision.type = type;
    decision.must_revoke = needs_revoke(account);
    decision.may_close = account.closer() == owner.wallet;
    decision.must_harvest = decision.may_close && account.withheld_fee > 0;
    return decision;
}

Owner owner_of(const solana::Pubkey& wallet, const std::optional<solana::Account>& account) {
    const bool is_multisig = account && account->data.size() == solana::multisig_size &&
                             (account->owner == solana::ids::token || account->owner == solana::ids::token_2022);
    return {wallet, is_multisig};
}

}  // namespace burner::assets
