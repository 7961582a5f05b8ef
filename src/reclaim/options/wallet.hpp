#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "reclaim/options/options.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

/// The wallet of a run, with the keys that this process has.
struct Wallet {
    solana::Pubkey address;
    std::optional<solana::Keypair> keypair{};    ///< nullopt: another program signs, or nobody
    std::optional<solana::Keypair> fee_payer{};  ///< pays the network; nullopt: the wallet does
    std::vector<std::string> warnings{};         ///< for the user, one for each key that others can read
};

/// Finds the wallet that the options name: an address, a key file, a key on `in`, or the key of Solana's own command
/// line; and the key that pays. The error is a sentence for the user.
base::Result<Wallet, std::string> wallet_of(const ReclaimOptions& options, std::istream& in);

}  // namespace burner::reclaim
