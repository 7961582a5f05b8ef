#include "assets/decide/decision.hpp"

#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

constexpr std::string_view public_beside_confidential =
    "The account holds a confidential balance beside the public one: only its owner's keys can empty it, and until "
    "then "
    "a burn of the public one would give nothing back";

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
    decision.revoke = needs_revoke(account);
    decision.burn = true;
    decision.close = account.closer() == owner.wallet;
    decision.harvest = decision.close && account.withheld_fee > 0;
    return decision;
}

namespace {

/// What makes a close fail whatever the balance (CloseAccount of both token programs).
std::optional<BlockedCode> why_not_close(const Owner& owner, const solana::TokenAccount& account) {
    if (account.closer() != owner.wallet) return BlockedCode::close_authority_foreign;
    if (has_confidential(account)) return BlockedCode::confidential_balance;
    return std::nullopt;
}

Decision decide_empty(const Owner& owner, const solana::TokenAccount& account) {
    if (const auto reason = why_not_close(owner, account)) return block(ItemType::empty_account, *reason);
    Decision decision;
    decision.harvest = account.withheld_fee > 0;
    return decision;
}

/// Whether what an account holds is an NFT can be told only by the mint and its metadata.
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

/// That it is a position matters most, that it is a share of a pool only where it could be burned.
Decision decide_held(ItemType type, const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    if (facts.backing == Backing::position) return block(type, BlockedCode::position);
    auto decision = decide_burn(type, owner, account, facts);
    if (decision.blocked) return decision;
    const auto reason = why_keep(facts.backing);
    return reason ? block(type, *reason) : decision;
}

}  // namespace

Owner owner_of(const solana::Pubkey& wallet, const std::optional<solana::Account>& account) {
    const bool is_multisig = account && account->data.size() == solana::multisig_size &&
                             (account->owner == solana::ids::token || account->owner == solana::ids::token_2022);
    return {wallet, is_multisig};
}

Decision decide(const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    const bool is_empty = account.is_native() || account.amount == 0;
    const ItemType type = is_empty ? ItemType::empty_account : type_of(facts);
    if (owner.is_multisig) return block(type, BlockedCode::multisig_owner);
    return is_empty ? decide_empty(owner, account) : decide_held(type, owner, account, facts);
}

}  // namespace burner::assets
