#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret.hpp"

namespace burner::base {

/// Encrypts what a store keeps (XChaCha20-Poly1305, a random nonce each) and binds it to where it is kept.
/// The key is derived from the server's secret for one purpose alone. Any thread.
class Seal {
  public:
    Seal(const Secret& server_secret, std::string_view purpose);

    Bytes seal(ByteView plain, ByteView bound_to) const;
    /// Nothing when altered, moved, or sealed under another secret.
    std::optional<Bytes> open(ByteView sealed, ByteView bound_to) const;

  private:
    std::array<std::uint8_t, 32> key_;
};

}  // namespace burner::base
