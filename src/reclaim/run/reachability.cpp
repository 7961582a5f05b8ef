#include "reclaim/run/reachability.hpp"

#include <burnandclaim/errors.hpp>
#include <fmt/format.h>

#include "reclaim/terminal/terminal_text.hpp"
#include "reclaim/terminal/url_text.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

constexpr int bad_gateway = 502;
constexpr int first_refusal = 400;

std::string host_of(const std::string& url) {
    return printable(authority_of(url), 100);
}

/// Says with which status an RPC refuses; nullopt if it succeeds, or does not answer.
std::optional<std::string> why_refused(const std::string& url, const Probe& probe) {
    const Probed probed = probe(url);
    if (!probed.fault.empty() || probed.status < first_refusal) return std::nullopt;
    return fmt::format("{} refuses calls: it answers HTTP {}", host_of(url), probed.status);
}

}  // namespace

std::optional<std::string> why_unreachable(const std::string& url, const Probe& probe) {
    const Probed probed = probe(url);
    if (probed.fault.empty()) return std::nullopt;
    return fmt::format("cannot reach {}: {}", host_of(url), printable(probed.fault));
}

std::string explain(const std::exception& error, const Upstreams& upstreams, const Probe& probe) {
    std::optional<std::string> cause;
    if (dynamic_cast<const sdk::TransportError*>(&error) != nullptr) cause = why_unreachable(upstreams.server, probe);
    const auto* http = dynamic_cast<const sdk::HttpError*>(&error);
    if (http != nullptr && http->status() == bad_gateway && !upstreams.rpc_url.empty()) {
        cause = why_unreachable(upstreams.rpc_url, probe);
        if (!cause) cause = why_refused(upstreams.rpc_url, probe);
    }
    return cause.value_or(printable(error.what(), 500));
}

}  // namespace burner::reclaim
