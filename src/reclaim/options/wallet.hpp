#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "reclaim/options/options.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// The wallet of a run, and its key where this process has it.
struct Wallet {
    solana::Pubkey address;
    std::optional<solana::Keypair> keypair{};
    std::string warning{};  ///< for the user, where others can read the key; else empty
};

/// Finds the wallet that the options name: an address, a key file, a key on `in`, or the key of Solana's own command
/// line. The error is a sentence for the user.
base::Result<Wallet, std::string> wallet_of(const ReclaimOptions& options, std::istream& in);

}  // namespace burner::reclaim
