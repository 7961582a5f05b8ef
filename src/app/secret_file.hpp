#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/clock.hpp"
#include "base/server_secrets.hpp"

namespace burner::app {

/// Loads the server's secret: 32 random bytes, drawn at the first start into a file of mode 0600. After a rotation the
/// previous one stands in a line below, with the time when it ends. Throws std::runtime_error, without the content, for
/// a file that others can read, that holds too short a secret or has another form.
base::ServerSecrets load_server_secrets(const std::filesystem::path& file, base::UnixTime now);

/// A previous secret lives as long as an answer for an `Idempotency-Key`, and an hour more; tickets end in minutes.
inline constexpr std::chrono::hours previous_secrets_live{25};

/// Draws another current secret; the previous one counts for `previous_secrets_live`. Throws as `load_server_secrets`
/// does.
void rotate_server_secret(const std::filesystem::path& file, base::UnixTime now);

/// Derives a key for one purpose from the server's secret (HMAC-SHA256 of the purpose's name).
std::array<std::uint8_t, 32> derive_key(const base::Secret& secret, std::string_view purpose);

}  // namespace burner::app
