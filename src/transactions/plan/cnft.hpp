#pragma once

#include "transactions/group.hpp"
#include "transactions/read/chain_state.hpp"

namespace burner::transactions {

/// Plans the burn of a compressed NFT, or says why not.
base::Result<Group, Rejection> plan_cnft(const assets::Owner& owner, const Selection& selection,
                                         const ChainState& state);

}  // namespace burner::transactions
