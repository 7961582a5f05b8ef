#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace burner::base {

/// Fills `out` from the system's CSPRNG (libsodium). Any thread.
void random_bytes(std::span<std::uint8_t> out);

/// Returns 128 random bits as 22 base64url characters: ids of projects, keys, webhooks.
std::string random_id();

}  // namespace burner::base
