#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/lamports.hpp"

namespace burner::solana {

/// The Rent sysvar: what a new account must hold. It changes with the network (SIMD-0437, SIMD-0194), so
/// it is read, never assumed; existing accounts keep what they were created with.
struct Rent {
    std::uint64_t lamports_per_byte = 0;
    double exemption_threshold = 1.0;  ///< 2.0 in older data, with half the lamports a byte

    bool operator==(const Rent&) const = default;
    /// Computes the minimum for an account of `length` data bytes.
    base::Lamports minimum_balance(std::size_t length) const;
};

/// Reads the sysvar; nullopt when the bytes are no Rent sysvar, or say what no network could mean.
std::optional<Rent> parse_rent(base::ByteView data);

}  // namespace burner::solana
