#pragma once

#include <optional>

#include <burnandclaim/signing.hpp>

#include "signing/frame.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// The options of a run, read.
struct Terms {
    Options options;
    Signers signers;
    std::optional<solana::Pubkey> donation_to;

    const solana::Pubkey& wallet() const { return signers.wallet; }
};

/// Throws std::invalid_argument where an address is none.
Terms read_terms(const Options& options);

}  // namespace burner::signing
