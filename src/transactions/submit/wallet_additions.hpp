#pragma once

#include <cstddef>
#include <span>

#include "base/lamports.hpp"
#include "solana/instruction.hpp"

namespace burner::transactions {

/// Guards (solana/programs/lighthouse.hpp) that a wallet may add.
inline constexpr std::size_t max_guards = 8;

/// What a wallet may put around our instructions. Both look at all instructions of a message and pass over ours.

/// At most eight guards, which make no key writable or signing that our instructions do not: what rights a key has, the
/// whole message says, so those of our own keys are known to be as built once the digest is.
bool are_guards_tolerable(std::span<const solana::Instruction> instructions, const solana::Pubkey& payer);

/// Compute-budget instructions that the network takes (known, no accounts, none of a kind twice) and whose price times
/// limit stays within `max_priority_fee`. Without a limit the network's cap is assumed.
bool is_budget_tolerable(std::span<const solana::Instruction> instructions, base::Lamports max_priority_fee);

}  // namespace burner::transactions
