#pragma once

#include <optional>

#include "solana/instruction.hpp"
#include "transactions/build/built.hpp"

namespace burner::transactions {

/// Describes burns of NFTs of Token Metadata, Core and Bubblegum; leaves `program` empty. nullopt for any other
/// instruction.
std::optional<DescribedInstruction> describe_nft(const solana::Instruction& instruction);

}  // namespace burner::transactions
