#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/bytes.hpp"

namespace burner::base {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(ByteView bytes);
/// Hashes the parts, one after the other.
Sha256 sha256(std::initializer_list<ByteView> parts);

/// HMAC-SHA256 (RFC 2104) with one key, of which only the two hashes that every message begins with are kept.
/// Any thread; copies are independent; wiped when it dies.
class HmacSha256 {
  public:
    explicit HmacSha256(ByteView key);
    HmacSha256(const HmacSha256&) = default;
    HmacSha256& operator=(const HmacSha256&) = default;
    ~HmacSha256();

    /// Computes the code of the parts, one after the other.
    Sha256 of(std::initializer_list<ByteView> parts) const;

  private:
    using Midstate = std::array<std::uint32_t, 8>;  // of SHA-256 after one block

    static Midstate after_pad(ByteView key, std::uint8_t pad);

    Midstate inner_;
    Midstate outer_;
};

/// Compares without a data-dependent branch; false when the lengths differ.
bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace burner::base
