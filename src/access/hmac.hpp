#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace burner::access {

/// HMAC-SHA256 (RFC 2104) by OpenSSL. Each thread keeps a few keyed contexts and re-arms them, which is four
/// times as fast as keying one per call. `key_id` stands for `key`: never use one id for two keys.
base::Sha256 hmac_sha256(std::uint64_t key_id, base::ByteView key, base::ByteView message);

}  // namespace burner::access
