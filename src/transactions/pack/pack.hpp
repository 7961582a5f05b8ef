#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "solana/instruction.hpp"
#include "transactions/group.hpp"

namespace burner::transactions {

/// The indices of the groups of one transaction, ascending.
using Bin = std::vector<std::size_t>;

/// Divides groups among as few transactions as any order of them allows, under 1,232 − `reserve_bytes` bytes, 64
/// accounts and 64 instructions. `frame` are the instructions that every transaction carries besides. Proven optimal
/// where the bound is met or the search ends within its budget, which small cases and uniform ones of any size do; best
/// of several fills otherwise, one of them first-fit-decreasing. Deterministic. Throws std::length_error for a group
/// that cannot fit alone.
std::vector<Bin> pack(const solana::Pubkey& payer, std::span<const Group> groups,
                      std::span<const solana::Instruction> frame, std::size_t reserve_bytes);

/// Tells whether such a group fits into a transaction of its own; `pack` throws at one that does not.
bool fits_alone(const solana::Pubkey& payer, std::span<const solana::Instruction> group,
                std::span<const solana::Instruction> frame, std::size_t reserve_bytes);

}  // namespace burner::transactions
