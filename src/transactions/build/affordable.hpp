#pragma once

#include "transactions/build/simulate_all.hpp"

namespace burner::transactions {

/// Sets the price of the drafts and keeps those that can be paid for with what those before leave. The items of the
/// others are rejected. Returns what the wallet must hold to pay its part of one of the drafts by itself; 0 where it
/// can.
base::Lamports keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const Purses& purses);

}  // namespace burner::transactions
