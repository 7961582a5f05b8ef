#include "base/hash.hpp"

#include <openssl/sha.h>
#include <sodium.h>

namespace burner::base {

Sha256 sha256(ByteView bytes) {
    Sha256 digest;
    SHA256(bytes.data(), bytes.size(), digest.data());
    return digest;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace burner::base
