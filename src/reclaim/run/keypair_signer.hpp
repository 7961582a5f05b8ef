#pragma once

#include "reclaim/run/signer.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// Signs with a key in this process. The transaction has passed the check.
class KeypairSigner final : public Signer {
  public:
    explicit KeypairSigner(const solana::Keypair& keypair) : keypair_(keypair) {}

    std::vector<std::uint32_t> versions() const override { return {0, 1}; }
    burnandclaim::Signed sign(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token) override;

  private:
    const solana::Keypair& keypair_;
};

}  // namespace burner::reclaim
