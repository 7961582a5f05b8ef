#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace burner::reclaim {

/// The outcome of asking a URL once.
struct Probed {
    std::string fault;  ///< why no answer came, in words such as "could not resolve host"; empty: one came
    int status = 0;     ///< of HTTP, of the answer
};

/// Asks a URL for anything, without credentials of its own. Blocks for a few seconds at most.
using Probe = std::function<Probed(const std::string& url)>;

/// Says that a URL cannot be reached and why, by the name of its host alone, as the rest of a URL can hold secrets;
/// nullopt when it answers.
std::optional<std::string> why_unreachable(const std::string& url, const Probe& probe);

/// The addresses that a run depends on.
struct Upstreams {
    std::string server;   ///< URL
    std::string rpc_url;  ///< of a server in this process; empty: the server is another program
};

/// Says why a run ended by an error, with host and cause where an upstream does not answer.
std::string explain(const std::exception& error, const Upstreams& upstreams, const Probe& probe);

}  // namespace burner::reclaim
