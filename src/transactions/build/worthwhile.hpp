#pragma once

#include "transactions/build/simulate_all.hpp"

namespace burner::transactions {

/// Rejects groups that give the wallet nothing from which it could repay a sponsor: compressed NFTs, and compressed
/// tokens, which need rent first.
void reject_unrewarding(Plan& plan);

/// Sets the price of the drafts of a sponsored build and keeps those that give back at least what they cost, and leave
/// the wallet nothing or the rent of an empty account, in whatever order they land. The items of the others are
/// rejected. Returns what the wallet must hold for one of the drafts to be kept; 0 where one is.
base::Lamports keep_worthwhile(SimulatedDrafts& simulated, std::uint64_t price, const Purses& purses);

}  // namespace burner::transactions
