#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/secret.hpp"

namespace burner::limits {

/// Encrypts what a store keeps (XChaCha20-Poly1305, a random nonce each) and binds it to where it is kept.
/// The key is derived from the server's secret for this purpose alone. Any thread.
class AnswerSeal {
  public:
    explicit AnswerSeal(const base::Secret& server_secret);

    base::Bytes seal(base::ByteView plain, base::ByteView bound_to) const;
    /// Nothing when altered, moved, or sealed under another secret.
    std::optional<base::Bytes> open(base::ByteView sealed, base::ByteView bound_to) const;

  private:
    std::array<std::uint8_t, 32> key_;
};

}  // namespace burner::limits
