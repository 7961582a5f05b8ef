#pragma once

#include "base/lamports.hpp"
#include "solana/instruction.hpp"

/// The System program.
namespace burner::solana::system {

/// `from` signs.
Instruction transfer(const Pubkey& from, const Pubkey& to, base::Lamports amount);

}  // namespace burner::solana::system
