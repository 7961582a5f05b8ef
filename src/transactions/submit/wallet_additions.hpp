#pragma once

#include <cstddef>
#include <span>

#include "base/lamports.hpp"
#include "solana/message.hpp"

namespace burner::transactions {

/// The most guards (solana/programs/lighthouse.hpp) that a wallet may add.
inline constexpr std::size_t max_guards = 8;

/// The two functions below judge what a wallet puts around our instructions. They look at all of a message and pass
/// over ours.

/// Tells whether there are at most eight guards, and they make no key writable or signing that our instructions do not.
/// The whole message says what rights a key has, so those of our own keys are known to be as built once the digest is.
bool are_guards_tolerable(std::span<const solana::Instruction> instructions, const solana::Pubkey& payer);

/// Tells whether the network takes the budget of a message (budget.hpp), and it pays at most `max_priority_fee` for
/// priority.
bool is_budget_tolerable(const solana::Message& message, std::span<const solana::Instruction> instructions,
                         base::Lamports max_priority_fee);

}  // namespace burner::transactions
