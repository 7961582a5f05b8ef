#include "transactions/plan/empty_account.hpp"

#include "solana/programs/token.hpp"

namespace burner::transactions {

namespace {

// Compute units, as measured: upper bounds over p-token, the older token program and Token-2022.
constexpr std::uint32_t close_units = 3'000;
constexpr std::uint32_t harvest_units = 2'500;

}  // namespace

void append_close(Group& group, const Target& target) {
    const assets::Holding& holding = target.holding;
    const solana::Pubkey& wallet = holding.account.owner;
    if (target.decision.must_harvest) {
        group.instructions.push_back(
            solana::token::harvest_withheld_to_mint(holding.account.mint, {&holding.address, 1}));
        group.units += harvest_units;
    }
    group.instructions.push_back(solana::token::close_account(holding.token_program, holding.address, wallet, wallet));
    group.units += close_units;
    group.refund = holding.lamports;
    group.rent = assets::rent_of(holding);
}

Group plan_empty_account(const Target& target) {
    Group group;
    group.selections = {target.selection};
    append_close(group, target);
    return group;
}

}  // namespace burner::transactions
