#pragma once

#include <optional>

#include "base/seal.hpp"
#include "base/server_secrets.hpp"
#include "solana/ed25519.hpp"
#include "transactions/sponsor/sponsor_store.hpp"

namespace burner::transactions {

/// Draws a key at random (RFC 8032).
solana::Keypair draw_keypair();

/// Seals and opens sponsors' keys. Their seeds are kept encrypted under a key of the server's secret, so that the
/// database alone gives none away. Any thread.
class SponsorKeys {
  public:
    explicit SponsorKeys(const base::ServerSecrets& secrets) : seal_(secrets, "burner sponsor keys v1") {}

    /// Seals a key under the server's current secret.
    base::Bytes seal(const solana::Keypair& keypair) const;
    /// Opens the key; nullopt where it is sealed under none of the server's secrets, or is another address's.
    std::optional<solana::Keypair> open(const SealedSponsor& sponsor) const;

  private:
    base::Seal seal_;
};

}  // namespace burner::transactions
