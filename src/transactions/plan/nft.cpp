#include "transactions/plan/nft.hpp"

#include "solana/programs/token_metadata.hpp"
#include "transactions/plan/token.hpp"

namespace burner::transactions {

namespace {

// Compute units: measured at most 37,000 and 47,000; each step in the search for an address takes 1,500 more.
constexpr std::uint32_t nft_units = 60'000;
constexpr std::uint32_t programmable_or_print_units = 80'000;

}  // namespace

Group plan_nft(const Target& target) {
    if (!target.decision.through_metadata) return plan_token(target);
    const assets::MetadataBurn& how = *target.decision.through_metadata;
    const assets::Holding& holding = target.holding;
    Group group;
    group.selections = {target.selection};
    append_revoke(group, target);
    group.instructions.push_back(solana::token_metadata::burn({.owner = holding.account.owner,
                                                               .mint = holding.account.mint,
                                                               .token_account = holding.address,
                                                               .token_program = holding.token_program,
                                                               .standard = how.standard,
                                                               .verified_collection = how.verified_collection,
                                                               .master = how.master}));
    group.units += how.standard == solana::TokenStandard::non_fungible ? nft_units : programmable_or_print_units;
    group.refund = holding.lamports + how.refund;
    group.rent = assets::rent_of(holding) + how.rent;
    if (how.may_close_marker)
        group.refund_depends_on = solana::token_metadata::marker_address(how.standard, *how.master);
    return group;
}

}  // namespace burner::transactions
