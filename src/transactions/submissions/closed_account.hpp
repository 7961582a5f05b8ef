#pragma once

#include <optional>

#include "solana/instruction.hpp"

namespace burner::transactions {

/// Returns the token account that an instruction closes: by itself, or since it burns the NFT in it. nullopt for any
/// other instruction.
std::optional<solana::Pubkey> closed_account(const solana::Instruction& instruction);

}  // namespace burner::transactions
