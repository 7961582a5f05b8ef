#pragma once

#include <optional>

#include "solana/instruction.hpp"
#include "transactions/build/built.hpp"

namespace burner::transactions {

/// The part of `describe` for NFTs of Token Metadata, Core and Bubblegum, without the program. nullopt: none of their
/// burns.
std::optional<DescribedInstruction> describe_nft(const solana::Instruction& instruction);

}  // namespace burner::transactions
