#pragma once

#include <vector>

#include "assets/protection.hpp"
#include "transactions/group.hpp"
#include "transactions/read/chain_state.hpp"

namespace burner::transactions {

struct Plan {
    std::vector<Group> groups;  ///< in the order of the selections
    std::vector<Rejection> rejected;
};

/// Applies the rules of assets/decide/decide.hpp and, to burns, of assets/protection.hpp to every selection. Touches
/// nothing but its arguments.
Plan plan(const solana::Pubkey& wallet, const std::vector<Selection>& selections, const ChainState& state,
          const assets::Protection& protection);

}  // namespace burner::transactions
