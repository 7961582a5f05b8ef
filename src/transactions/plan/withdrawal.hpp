#pragma once

#include "transactions/group.hpp"
#include "transactions/read/chain_state.hpp"

namespace burner::transactions {

/// Plans to move what a token account holds beyond today's rent to the wallet. Its type and balance and whether it is
/// frozen do not matter, since it stays as it is: of `state`, only the rent is looked at.
base::Result<Group, Rejection> plan_withdrawal(const assets::Owner& owner, const Selection& selection,
                                               const std::optional<solana::Account>& account, const ChainState& state);

}  // namespace burner::transactions
