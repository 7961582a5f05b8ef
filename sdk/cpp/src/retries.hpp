#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <burnandclaim/errors.hpp>
#include <burnandclaim/events.hpp>

namespace burnandclaim {

/// One more attempt after `delay`.
struct Retry {
    int attempt = 0;
    std::string_view reason;
    std::chrono::milliseconds delay{};
};

struct RetryPolicy {
    bool auto_retry_rate_limits = true;
    bool is_renewable = false;  ///< an expired session can be replaced
};

/// The rule that decides for one call whether a failed attempt is repeated. A 429 and an expired session were not
/// executed, so any method may be repeated; after a 502 or 503 only a GET is safe.
class Retries {
  public:
    Retries(std::string_view method, RetryPolicy policy, const ClientEvents& events)
        : method_(method), policy_(policy), events_(events) {}

    /// Returns the next attempt, or nullopt when the failure is final.
    std::optional<Retry> next(const HttpError& error);

  private:
    std::optional<Retry> after_rate_limit(const RateLimitError& error);
    std::optional<Retry> after_expiry();
    std::optional<Retry> again(std::string_view reason, std::chrono::milliseconds delay);
    std::chrono::milliseconds backoff() const;

    std::string_view method_;
    RetryPolicy policy_;
    const ClientEvents& events_;
    int attempts_ = 0;
    bool renewed_ = false;
};

bool is_session_expired(const HttpError& error);

}  // namespace burnandclaim
