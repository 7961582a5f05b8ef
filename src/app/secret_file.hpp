#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/secret.hpp"

namespace burner::app {

/// The server's secret: 32 random bytes, drawn at the first start into a file of mode 0600. Throws
/// std::runtime_error, without the content, for a file that others can read or that is too short.
base::Secret load_server_secret(const std::filesystem::path& file);

/// A key for one purpose, derived from the server's secret (HMAC-SHA256 of the purpose's name).
std::array<std::uint8_t, 32> derive_key(const base::Secret& secret, std::string_view purpose);

}  // namespace burner::app
