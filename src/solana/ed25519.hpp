#pragma once

#include <array>
#include <optional>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"
#include "solana/signature.hpp"

namespace burner::solana {

/// Verifies as Solana's validators do (dalek's `verify_strict`): canonical S, no small-order key or R, no
/// multiplication by the cofactor.
bool verify(const Pubkey& signer, base::ByteView message, const Signature& signature);

/// A private key (RFC 8032) and its address. Wiped when it dies; any thread may sign.
class Keypair {
  public:
    static Keypair from_seed(const std::array<std::uint8_t, 32>& seed);
    /// Reads a key as Solana's key files hold it: seed, then public key; nullopt when the two do not belong together.
    static std::optional<Keypair> from_bytes(const std::array<std::uint8_t, 64>& bytes);

    Keypair(const Keypair&) = default;
    Keypair& operator=(const Keypair&) = default;
    ~Keypair();

    Pubkey address() const { return read_pubkey(bytes_, 32); }
    /// Returns what `from_seed` makes the same key of. Borrowed.
    base::ByteView seed() const { return base::ByteView{bytes_}.first(32); }
    Signature sign(base::ByteView message) const;

  private:
    Keypair() = default;

    std::array<std::uint8_t, 64> bytes_{};
};

}  // namespace burner::solana
