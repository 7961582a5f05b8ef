#pragma once

#include <string>

#include "solana/ed25519.hpp"
#include "solana/transaction.hpp"

namespace burner::reclaim {

/// Finds the signature of one of the signers. Throws std::invalid_argument for an address that does not sign.
solana::Signature& signature_of(solana::Transaction& transaction, const solana::Pubkey& signer);

/// Adds a key's signature to a transaction in base64 that has passed the check.
std::string signed_by(const solana::Keypair& key, const std::string& transaction_base64);

}  // namespace burner::reclaim
