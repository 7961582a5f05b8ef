#include "solana/ed25519.hpp"

#include <algorithm>

#include <sodium.h>

namespace burner::solana {

bool verify(const Pubkey& signer, base::ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), signer.bytes.data()) ==
           0;
}

Keypair Keypair::from_seed(const std::array<std::uint8_t, 32>& seed) {
    Keypair keypair;
    Pubkey address;
    crypto_sign_seed_keypair(address.bytes.data(), keypair.bytes_.data(), seed.data());
    return keypair;
}

std::optional<Keypair> Keypair::from_bytes(const std::array<std::uint8_t, 64>& bytes) {
    std::array<std::uint8_t, 32> seed;
    std::copy_n(bytes.begin(), seed.size(), seed.begin());
    Keypair keypair = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    if (keypair.address() != read_pubkey(bytes, 32)) return std::nullopt;
    return keypair;
}

Keypair::~Keypair() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

Signature Keypair::sign(base::ByteView message) const {
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(), bytes_.data());
    return signature;
}

}  // namespace burner::solana
