#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace burner::base {

using Keccak256 = std::array<std::uint8_t, 32>;

/// Hashes with the original Keccak, whose padding differs from SHA3-256's.
Keccak256 keccak256(ByteView bytes);

}  // namespace burner::base
