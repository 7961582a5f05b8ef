#include "assets/decision.hpp"

#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

Decision block(ItemType type, BlockedCode code) {
    Decision decision;
    decision.type = type;
    decision.blocked = code;
    return decision;
}

bool has_confidential(const solana::TokenAccount& account) {
    return account.has_confidential_balance || account.has_confidential_fee;
}

/// What makes a close fail whatever the balance (CloseAccount of both token programs).
std::optional<BlockedCode> why_not_close(const Owner& owner, const solana::TokenAccount& account) {
    if (account.closer() != owner.wallet) return BlockedCode::close_authority_foreign;
    if (has_confidential(account)) return BlockedCode::confidential_balance;
    return std::nullopt;
}

/// What makes a burn fail (BurnChecked of both token programs).
std::optional<BlockedCode> why_not_burn(const solana::TokenAccount& account, const solana::Mint* mint) {
    if (account.is_frozen) return BlockedCode::frozen;
    if (mint == nullptr) return BlockedCode::source_unavailable;
    if (mint->is_paused) return BlockedCode::mint_paused;
    if (mint->has_permissioned_burn) return BlockedCode::permissioned_burn;
    if (mint->has_confidential_mint_burn) return BlockedCode::confidential_balance;
    return std::nullopt;
}

Decision decide_empty(const Owner& owner, const solana::TokenAccount& account) {
    if (const auto reason = why_not_close(owner, account)) return block(ItemType::empty_account, *reason);
    Decision decision;
    decision.harvest = account.withheld_fee > 0;
    return decision;
}

Decision decide_balance(const Owner& owner, const solana::TokenAccount& account, const solana::Mint* mint) {
    if (const auto reason = why_not_burn(account, mint)) return block(ItemType::token, *reason);
    if (has_confidential(account)) return block(ItemType::token, BlockedCode::confidential_balance);
    Decision decision;
    decision.type = ItemType::token;
    decision.revoke = account.delegate == account.owner && account.delegated_amount < account.amount;
    decision.burn = true;
    decision.close = account.closer() == owner.wallet;
    decision.harvest = decision.close && account.withheld_fee > 0;
    return decision;
}

}  // namespace

Owner owner_of(const solana::Pubkey& wallet, const std::optional<solana::Account>& account) {
    const bool is_multisig = account && account->data.size() == solana::multisig_size &&
                             (account->owner == solana::ids::token || account->owner == solana::ids::token_2022);
    return {wallet, is_multisig};
}

Decision decide(const Owner& owner, const solana::TokenAccount& account, const solana::Mint* mint) {
    const bool is_empty = account.is_native() || account.amount == 0;
    if (owner.is_multisig) {
        return block(is_empty ? ItemType::empty_account : ItemType::token, BlockedCode::multisig_owner);
    }
    return is_empty ? decide_empty(owner, account) : decide_balance(owner, account, mint);
}

}  // namespace burner::assets
