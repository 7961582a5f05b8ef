#pragma once

#include <chrono>
#include <string>

namespace burner::upstreams {

/// What came of asking a URL once.
struct ProbeOutcome {
    std::string fault;  ///< why no answer came, such as "could not resolve host"; empty: one came
    int status = 0;     ///< of HTTP, of the answer
};

/// Asks an http or https URL for `getHealth`, as a Solana RPC takes it, and says what came of it, in words that hold
/// nothing of the URL. For commands: blocks for `patience` at most.
ProbeOutcome probe(const std::string& url, std::chrono::milliseconds patience);

}  // namespace burner::upstreams
