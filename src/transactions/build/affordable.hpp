#pragma once

#include "solana/accounts/rent.hpp"
#include "transactions/build/simulate_all.hpp"

namespace burner::transactions {

/// Sets the price of the drafts and keeps those that the wallet can pay for with what those before leave it. The items
/// of the others are rejected. Returns what the wallet must hold to pay for one of the drafts by itself; 0 where it
/// can.
base::Lamports keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const solana::Purse& purse);

}  // namespace burner::transactions
