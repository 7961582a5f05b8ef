#pragma once

#include "transactions/group.hpp"
#include "transactions/read/chain_state.hpp"

namespace burner::transactions {

/// Plans the burn of a selection at whose address there is an account of MPL Core, or says why not.
base::Result<Group, Rejection> plan_core_asset(const assets::Owner& owner, const Selection& selection,
                                               const ChainState& state);

}  // namespace burner::transactions
