#pragma once

#include <optional>

#include <burnandclaim/signing.hpp>

#include "signing/frame.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// The options of a run, with their addresses read.
struct Terms {
    Options options;
    Signers signers;
    std::optional<solana::Pubkey> donation_to;

    const solana::Pubkey& wallet() const { return signers.wallet; }
};

/// Reads the addresses of the options. Throws std::invalid_argument if one is not an address.
Terms read_terms(const Options& options);

}  // namespace burner::signing
