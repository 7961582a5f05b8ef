#pragma once

#include <optional>

#include "base/lamports.hpp"
#include "solana/instruction.hpp"

/// The System program.
namespace burner::solana::system {

/// Makes a transfer, which `from` signs.
Instruction transfer(const Pubkey& from, const Pubkey& to, base::Lamports amount);

/// Says what this instruction transfers from its first account to its second; nullopt when it is another one.
std::optional<base::Lamports> transferred(const Instruction& instruction);

/// Tells whether it advances a nonce: a transaction with such an instruction in front may land at any time.
bool advances_nonce(const Instruction& instruction);

}  // namespace burner::solana::system
