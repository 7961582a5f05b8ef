#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace burner::upstreams {

/// The settings for calls to one kind of upstream. `urls` come in order of preference and may hold API keys in their
/// path or query: an upstream is named in logs and metrics by its place in the list and its host.
struct UpstreamSettings {
    std::vector<std::string> urls;
    std::chrono::milliseconds connect_timeout{2000};
    std::chrono::milliseconds call_timeout{10'000};    ///< one try
    std::chrono::milliseconds total_deadline{15'000};  ///< a call with all its retries
    std::size_t max_answer_bytes = 64UL << 20;         ///< after decompression
    std::chrono::milliseconds cool_down{5'000};        ///< how long an upstream that failed is avoided
    double retry_share = 0.1;                          ///< retries per call in the long run
    double retry_burst = 20;                           ///< retries that may come at once
    std::size_t parallel_calls = 16;                   ///< chunks of one request under way at a time
    /// How long an upstream is not asked again for a method that it does not have (JSON-RPC −32601); 0: that is an
    /// error like any other.
    std::chrono::milliseconds missing_method_pause{0};
};

enum class CallOutcome {
    answered,
    rpc_error,       ///< a JSON-RPC error that is an answer
    behind,          ///< JSON-RPC −32005: the node lags
    method_missing,  ///< JSON-RPC −32601: this upstream does not offer it
    rate_limited,    ///< HTTP 429
    http_error,      ///< any other status but 200, redirects included
    unreachable,     ///< nothing was sent: name, connection or TLS failed
    broken,          ///< the connection failed after that
    timed_out,
    too_large,
    malformed,
};

std::string_view to_text(CallOutcome outcome);

/// One try of one call, for metrics. The views live as long as the callback runs.
struct CallRecord {
    std::string_view method;
    std::size_t upstream = 0;  ///< place in `urls`
    std::string_view host;
    CallOutcome outcome = CallOutcome::answered;
    std::chrono::microseconds took{};
};

/// A function that is called on the worker's thread after every try; may be empty.
using CallObserver = std::function<void(const CallRecord&)>;

}  // namespace burner::upstreams
