#pragma once

#include <optional>

#include "solana/instruction.hpp"
#include "transactions/build/built.hpp"

namespace burner::transactions {

/// The part of `describe` for compressed tokens and the token account that some of them go through, without the
/// program. nullopt: none of those.
std::optional<DescribedInstruction> describe_light(const solana::Instruction& instruction);

}  // namespace burner::transactions
