#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace burner::base {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(ByteView bytes);

/// Compares without a data-dependent branch; false when the lengths differ.
bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace burner::base
