#pragma once

#include "assets/decide/holding.hpp"
#include "transactions/group.hpp"

namespace burner::transactions {

/// A selection together with what the chain says of it now. Borrowed.
struct Target {
    const Selection& selection;
    const assets::Holding& holding;
    const assets::Decision& decision;  ///< not blocked
    const solana::Mint* mint;          ///< set when there is a balance to burn
};

}  // namespace burner::transactions
