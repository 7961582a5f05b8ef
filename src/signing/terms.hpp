#pragma once

#include <optional>

#include <burnandclaim/signing.hpp>

#include "solana/pubkey.hpp"

namespace burner::signing {

/// The options of a run, with their addresses read.
struct Terms {
    Options options;
    solana::Pubkey wallet;
    std::optional<solana::Pubkey> donation_to;
    std::optional<solana::Pubkey> sponsor;
};

/// Reads the addresses of the options. Throws std::invalid_argument if one is not an address.
Terms read_terms(const Options& options);

}  // namespace burner::signing
