#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace burner::solana {

/// A number of 256 bits in words of 64, little-endian.
using Words = std::array<std::uint64_t, 4>;

/// Returns the Jacobi symbol of `x` over `n`, 1 or −1: over a prime, 1 says that `x` is a square. `n` is odd; both are
/// below 2^255. nullopt where it was not found in time: always if they have a factor in common, hardly ever if not.
/// Not constant-time: public input only.
std::optional<int> jacobi_symbol(const Words& x, const Words& n);

}  // namespace burner::solana
