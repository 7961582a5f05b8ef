#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/bytes.hpp"

namespace burner::base {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(ByteView bytes);

/// RFC 2104 over the parts one after the other. Session tokens have a faster way, with keys kept ready:
/// access/hmac.hpp.
Sha256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

/// Compares without a data-dependent branch; false when the lengths differ.
bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace burner::base
