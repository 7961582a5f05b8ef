#pragma once

#include <memory>
#include <utility>

#include "reclaim/run/signer.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// Has the wallet sign, and then the key that pays the network for it. The transaction has passed the check.
class PaidSigner final : public Signer {
  public:
    PaidSigner(std::unique_ptr<Signer> wallet, const solana::Keypair& payer)
        : wallet_(std::move(wallet)), payer_(payer) {}

    std::vector<std::uint32_t> versions() const override { return wallet_->versions(); }
    burnandclaim::Signed sign(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token) override;

  private:
    std::unique_ptr<Signer> wallet_;
    const solana::Keypair& payer_;
};

}  // namespace burner::reclaim
