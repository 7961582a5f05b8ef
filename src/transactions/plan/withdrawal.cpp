#include "transactions/plan/withdrawal.hpp"

#include "solana/programs/token.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

// Compute units: measured 276 in p-token and 1,403 in Token-2022; the older token program cannot do it.
constexpr std::uint32_t withdrawal_units = 2'000;

constexpr std::string_view nothing_beyond = "The account holds nothing that could be withdrawn beyond its rent";

}  // namespace

base::Result<Group, Rejection> plan_withdrawal(const assets::Owner& owner, const Selection& selection,
                                               const std::optional<solana::Account>& account, const ChainState& state) {
    const auto holding = holding_at(owner.wallet, selection.address, account);
    if (!holding) return std::unexpected(reject(selection, holding.error()));
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
    return group;
}

}  // namespace burner::transactions
