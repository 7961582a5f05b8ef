#pragma once

#include <cstdint>

#include "transactions/pack/packing_problem.hpp"

namespace burner::transactions {

/// Computes how many transactions `counts` groups need at the least: the best of the sums of bytes, keys and
/// instructions (each shared key paid for as often as its users demand) and the dual feasible functions u(k) of Fekete
/// and Schepers (2001) over the groups' own bytes and keys.
std::uint32_t fewest_transactions(const PackingProblem& problem, const ClassCounts& counts);

}  // namespace burner::transactions
