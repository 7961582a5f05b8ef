#include "base/keccak.hpp"

#include <cryptopp/keccak.h>

namespace burner::base {

/// Uses Crypto++, because OpenSSL has Keccak only from 3.2 on, and Debian 12 has 3.0.
Keccak256 keccak256(ByteView bytes) {
    CryptoPP::Keccak_256 hash;
    Keccak256 digest;
    hash.CalculateDigest(digest.data(), bytes.data(), bytes.size());
    return digest;
}

}  // namespace burner::base
