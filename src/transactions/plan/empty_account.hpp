#pragma once

#include "transactions/plan/target.hpp"

namespace burner::transactions {

/// Plans the close of an account that holds no tokens, or SOL that is wrapped.
Group plan_empty_account(const Target& target);

/// Appends the harvest, if one is due, and the close that sends every lamport to the wallet.
void append_close(Group& group, const Target& target);

}  // namespace burner::transactions
