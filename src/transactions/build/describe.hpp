#pragma once

#include <optional>

#include "solana/instruction.hpp"
#include "transactions/build/built.hpp"

namespace burner::transactions {

/// Says what an instruction does from its bytes alone, so that the words cannot differ from what is signed. Knows the
/// instructions that this product builds; anything else is "Unknown instruction". A transfer to the
/// sponsor, where there is one, repays it.
DescribedInstruction describe(const solana::Instruction& instruction,
                              const std::optional<solana::Pubkey>& sponsor = {});

}  // namespace burner::transactions
