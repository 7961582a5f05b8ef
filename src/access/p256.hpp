#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace burner::access {

/// Verifies an ES256 signature (RFC 7518 section 3.4: 64 bytes, R and then S) of a public key on P-256. False for a
/// point that is not on the curve. Any thread.
bool verify_p256(const std::array<std::uint8_t, 32>& x, const std::array<std::uint8_t, 32>& y, base::ByteView message,
                 base::ByteView signature);

}  // namespace burner::access
