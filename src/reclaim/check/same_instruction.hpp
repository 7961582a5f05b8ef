#pragma once

#include <cstddef>

#include "solana/instruction.hpp"

namespace burner::reclaim {

/// Equal but for the flags, which a compiled message keeps per key and not per instruction.
bool is_same(const solana::Instruction& a, const solana::Instruction& b);
/// The first `count` accounts are the same.
bool begins_alike(const solana::Instruction& a, const solana::Instruction& b, std::size_t count);

}  // namespace burner::reclaim
