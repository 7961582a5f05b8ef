#pragma once

#include "solana/instruction.hpp"

/// Lighthouse: instructions by which a wallet makes a transaction fail where the outcome is not the one it showed.
namespace burner::solana::lighthouse {

/// Tells whether it is one of those that compare and change nothing, tags 2 to 17. The two before them write memory
/// accounts and move lamports of a signer into them.
bool is_guard(const Instruction& instruction);

}  // namespace burner::solana::lighthouse
