#pragma once

#include <string>

#include <burnandclaim/signing.hpp>
#include <burnandclaim/transactions.hpp>

#include "reclaim/review/run_settings.hpp"

namespace burner::reclaim {

/// Returns what was agreed to, in the words of the check before signing (burnandclaim/signing.hpp).
signing::Options signing_options(const std::string& wallet, const RunSettings& settings);

/// Compares what the server says that a transaction costs with what its bytes say, as the report adds up the former.
/// Trees may take 5,000 lamports for each compressed token beside the fee that the bytes name. Returns a sentence, or
/// empty if they agree.
std::string stated_amounts_problem(const burnandclaim::BuiltTransaction& stated,
                                   const signing::VerifiedTransaction& verified);

}  // namespace burner::reclaim
