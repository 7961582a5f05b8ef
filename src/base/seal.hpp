#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/server_secrets.hpp"

namespace burner::base {

/// A cipher for what a store keeps (XChaCha20-Poly1305, a random nonce each), which binds it to where it is kept.
/// The keys are derived from the server's secrets for one purpose alone. Any thread.
class Seal {
  public:
    Seal(const ServerSecrets& secrets, std::string_view purpose);

    Bytes seal(ByteView plain, ByteView bound_to) const;
    /// Decrypts what was sealed; nullopt when altered, moved, or sealed under a secret that is not one of ours.
    std::optional<Bytes> open(ByteView sealed, ByteView bound_to) const;

  private:
    using Key = std::array<std::uint8_t, 32>;

    std::vector<Key> keys_;  ///< the current one first
};

}  // namespace burner::base
