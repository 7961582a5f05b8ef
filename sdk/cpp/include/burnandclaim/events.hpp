#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string_view>

namespace burnandclaim {

/// An attempt is about to be sent. `path` is relative to the base path; views live as long as the call.
struct RequestEvent {
    std::string_view method;
    std::string_view path;
};

/// An answer arrived, whatever its status.
struct ResponseEvent {
    std::string_view method;
    std::string_view path;
    int status = 0;
    std::chrono::milliseconds duration{};
};

/// An attempt failed and is repeated after `delay`. `reason` is `rate_limited`, `session_expired`,
/// `upstream_unavailable` or `overloaded`.
struct RetryEvent {
    std::string_view method;
    std::string_view path;
    int attempt = 0;  ///< the number of this repetition, from 1
    std::string_view reason;
    std::chrono::milliseconds delay{};
};

/// A call failed for good; `status` is absent when no answer arrived.
struct FailureEvent {
    std::string_view method;
    std::string_view path;
    std::optional<int> status;
    const std::exception& error;
};

/// A 429 arrived, not for the monthly quota.
struct RateLimitEvent {
    std::chrono::milliseconds retry_after{};
    int attempt = 0;  ///< of the repetition that would be next, from 1; there is none after the third
};

/// Called on the calling thread, in the order in which things happen. What a handler throws is ignored.
struct ClientEvents {
    std::function<void(const RequestEvent&)> on_request;
    std::function<void(const ResponseEvent&)> on_response;
    std::function<void(const RetryEvent&)> on_retry;
    std::function<void(const FailureEvent&)> on_error;
    /// Decides whether to repeat; after false the call throws RateLimitError.
    std::function<bool(const RateLimitEvent&)> on_rate_limit;
};

}  // namespace burnandclaim
