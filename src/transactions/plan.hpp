#pragma once

#include <vector>

#include "transactions/chain_state.hpp"
#include "transactions/group.hpp"

namespace burner::transactions {

struct Plan {
    std::vector<Group> groups;  ///< in the order of the selections
    std::vector<Rejection> rejected;
};

/// Applies the rule of assets/decision.hpp to every selection. Touches nothing but its arguments.
Plan plan(const solana::Pubkey& wallet, const std::vector<Selection>& selections, const ChainState& state);

}  // namespace burner::transactions
