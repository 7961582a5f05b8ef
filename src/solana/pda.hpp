#pragma once

#include <optional>
#include <span>

#include "solana/pubkey.hpp"

namespace burner::solana {

struct ProgramAddress {
    Pubkey address;
    std::uint8_t bump = 0;

    bool operator==(const ProgramAddress&) const = default;
};

/// Derives the address that `seeds` (at most 16 of at most 32 bytes) give under `program`. nullopt where the seeds
/// exceed that or the hash is a point of the curve, so that a private key could exist.
std::optional<Pubkey> create_program_address(std::span<const base::ByteView> seeds, const Pubkey& program);

/// Finds the first address off the curve with one more seed, a byte counting down from 255.
std::optional<ProgramAddress> find_program_address(std::span<const base::ByteView> seeds, const Pubkey& program);

/// Does the same where the seeds are known to be within the limits.
Pubkey program_address(std::span<const base::ByteView> seeds, const Pubkey& program);

}  // namespace burner::solana
