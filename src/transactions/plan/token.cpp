#include "transactions/plan/token.hpp"

#include "solana/programs/token.hpp"
#include "transactions/plan/empty_account.hpp"

namespace burner::transactions {

namespace {

// Compute units: what the older token program takes for a burn (4,754), rounded up; a revoke
// does less than a close.
constexpr std::uint32_t token_burn_units = 5'000;
constexpr std::uint32_t revoke_units = 3'000;

}  // namespace

void append_revoke(Group& group, const Target& target) {
    if (!target.decision.must_revoke) return;
    const assets::Holding& holding = target.holding;
    group.instructions.push_back(solana::token::revoke(holding.token_program, holding.address, holding.account.owner));
    group.units += revoke_units;
}

/// Burns exactly the balance that was read, then closes where the wallet may: a later transfer to the account makes
/// the close fail and with it everything.
Group plan_token(const Target& target) {
    const assets::Holding& holding = target.holding;
    const solana::TokenAccount& account = holding.account;
    Group group;
    group.selections = {target.selection};
    append_revoke(group, target);
    group.instructions.push_back(solana::token::burn_checked(holding.token_program, holding.address, account.mint,
                                                             account.owner, account.amount, target.mint->decimals));
    group.units += token_burn_units;
    if (target.decision.may_close) append_close(group, target);
    return group;
}

}  // namespace burner::transactions
