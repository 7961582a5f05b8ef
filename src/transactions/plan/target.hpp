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

/// What one type makes of a target whose decision is of that type. One per type: empty_account.cpp, token.cpp (fungible
/// assets too), nft.cpp.
using PlanItem = Group (*)(const Target&);

Group plan_empty_account(const Target& target);
Group plan_token(const Target& target);
Group plan_nft(const Target& target);

/// Appends the revoke of a delegation to the owner itself, if one is due.
void append_revoke(Group& group, const Target& target);

/// Appends the harvest, if one is due, and the close that sends every lamport to the wallet.
void append_close(Group& group, const Target& target);

}  // namespace burner::transactions
