#pragma once

#include "solana/accounts/rent.hpp"
#include "transactions/build/simulate_all.hpp"

namespace burner::transactions {

/// Sets the price of the drafts and keeps those that the wallet can pay for with what those before leave it. The items
/// of the others are rejected.
void keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const Purse& purse);

}  // namespace burner::transactions
