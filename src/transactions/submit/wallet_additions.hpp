#pragma once

#include <span>

#include "base/lamports.hpp"
#include "solana/instruction.hpp"

namespace burner::transactions {

/// What a wallet may put around our instructions. Both look at all instructions of a message and pass over ours.

/// At most eight Lighthouse instructions.
bool are_guards_tolerable(std::span<const solana::Instruction> instructions);

/// Compute-budget instructions that the network takes (known, no accounts, none of a kind twice) and whose price times
/// limit stays within `max_priority_fee`. Without a limit the network's cap is assumed.
bool is_budget_tolerable(std::span<const solana::Instruction> instructions, base::Lamports max_priority_fee);

}  // namespace burner::transactions
