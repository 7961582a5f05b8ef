#pragma once

#include <optional>

#include "solana/instruction.hpp"
#include "transactions/build/built.hpp"

namespace burner::transactions {

/// Describes instructions of compressed tokens and of the token account that some of them go through; leaves `program`
/// empty. nullopt for any other instruction.
std::optional<DescribedInstruction> describe_light(const solana::Instruction& instruction);

}  // namespace burner::transactions
