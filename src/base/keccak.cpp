#include "base/keccak.hpp"

#include <cryptopp/keccak.h>

namespace burner::base {

Keccak256 keccak256(ByteView bytes) {
    CryptoPP::Keccak_256 hash;
    Keccak256 digest;
    hash.CalculateDigest(digest.data(), bytes.data(), bytes.size());
    return digest;
}

}  // namespace burner::base
