#pragma once

#include <array>
#include <cstdint>

namespace burner::solana {

/// Tells whether 32 bytes decompress to a point of edwards25519, as curve25519-dalek decides it: y is reduced, not
/// required canonical; the sign of x and the point's order play no part. Public input only.
bool is_on_curve(const std::array<std::uint8_t, 32>& bytes);

}  // namespace burner::solana
