#include "transactions/plan/withdrawal.hpp"

#include <algorithm>

#include "solana/programs/token.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

// Compute units: measured 276 in p-token and 1,403 in Token-2022; the older token program cannot do it.
constexpr std::uint32_t withdrawal_units = 2'000;

constexpr std::string_view nothing_beyond = "The account holds nothing that could be withdrawn beyond its rent";

/// Computes how far an old rent exceeds today's: what somebody sent to the account beyond it does not count.
base::Lamports rent_in_excess(const assets::Holding& holding, const solana::Rent& today) {
    const base::Lamports rent = assets::rent_of(holding);
    return rent - std::min(rent, today.minimum_balance(holding.length));
}

}  // namespace

base::Result<Group, Rejection> plan_withdrawal(const assets::Owner& owner, const Selection& selection,
                                               const std::optional<solana::Account>& account, const ChainState& state) {
    const auto holding = holding_at(owner.wallet, selection.address, account);
    if (!holding) return std::unexpected(reject(selection, holding.error()));
    if (selection.expected_mint.value_or(holding->account.mint) != holding->account.mint) {
        return std::unexpected(reject_another_mint(selection));
    }
    if (owner.is_multisig) return std::unexpected(reject(selection, BlockedCode::multisig_owner));
    if (!state.rent) return std::unexpected(reject(selection, BlockedCode::source_unavailable));
    const base::Lamports excess = assets::excess_of(owner, *holding, &*state.rent);
    if (excess == base::Lamports{}) {
        return std::unexpected(Rejection{selection, BlockedCode::balance_changed, std::string(nothing_beyond)});
    }
    Group group;
    group.selections = {selection};
    group.instructions = {
        solana::token::withdraw_excess_lamports(holding->token_program, selection.address, owner.wallet, owner.wallet)};
    group.units = withdrawal_units;
    group.refund = excess;
    group.rent = rent_in_excess(*holding, *state.rent);
    return group;
}

}  // namespace burner::transactions
