#pragma once

#include "assets/holding.hpp"
#include "base/result.hpp"
#include "transactions/group.hpp"

namespace burner::transactions {

/// A selection together with what the chain says of it now. Borrowed.
struct Target {
    const Selection& selection;
    const assets::Holding& holding;
    const assets::Decision& decision;  ///< not blocked
    const solana::Mint* mint;          ///< set when there is a balance to burn
};

/// What one type makes of a target, or why it no longer fits the selection. One per type: empty_account.cpp, token.cpp.
using PlanItem = base::Result<Group, assets::BlockedCode> (*)(const Target&);

base::Result<Group, assets::BlockedCode> plan_empty_account(const Target& target);
base::Result<Group, assets::BlockedCode> plan_token(const Target& target);

/// Appends the harvest, if one is due, and the close that sends every lamport to the wallet.
void append_close(Group& group, const Target& target);

}  // namespace burner::transactions
