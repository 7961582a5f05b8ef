#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "transactions/group.hpp"
#include "transactions/pack/frame.hpp"

namespace burner::transactions {

/// The indices of the groups of one transaction, ascending.
using Bin = std::vector<std::size_t>;

/// Divides groups among as few transactions as any order of them allows, under the limits of `frame` and 64
/// instructions. Proven optimal where the bound is met or the search ends within its budget, which small cases and
/// uniform ones of any size do; best of several fills otherwise, one of them first-fit-decreasing. Deterministic.
/// Throws std::length_error for a group that cannot fit alone.
std::vector<Bin> pack(const Frame& frame, std::span<const Group> groups);

/// Tells whether such a group fits into a transaction of its own; `pack` throws at one that does not.
bool fits_alone(const Frame& frame, std::span<const solana::Instruction> group);

}  // namespace burner::transactions
