#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace burner::upstreams {

/// What is remembered of one upstream between calls. Times are of the steady clock and passed in.
class UpstreamHealth {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit UpstreamHealth(std::chrono::milliseconds cool_down) : cool_down_(cool_down) {}

    void succeeded();
    void failed(Time now);
    /// Notes HTTP 429: no failure, but the upstream is not to be asked before `until`.
    void limited(Time until) { limited_until_ = until; }
    /// Notes that a try starts. An upstream that had been given up gets one try per cool-down.
    void asked(Time now);

    /// Notes JSON-RPC −32601: not to be asked for `method` before `until`. Returns whether that is news.
    bool lacks_method(std::string_view method, Time until);
    bool lacks(std::string_view method, Time now) const;

    bool unwell(Time now) const { return now < unwell_until_; }
    /// Tells whether it is given up: after `failures_to_open` failures in a row, until the cool-down is over.
    bool open(Time now) const { return failures_ >= failures_to_open && unwell(now); }
    Time limited_until() const { return limited_until_; }

    static constexpr std::size_t failures_to_open = 3;

  private:
    std::chrono::milliseconds cool_down_;
    std::size_t failures_ = 0;
    Time unwell_until_{};
    Time limited_until_{};
    std::map<std::string, Time, std::less<>> missing_methods_;
};

/// Returns the upstream to ask next for `method`: one that has it, not given up, not rate-limited past the deadline,
/// asked least often during this call (`tries`), not rate-limited, well, and first in the list, in this order of
/// weight. When all are given up, it is still the best of them: an outage of one provider must not outlast itself.
std::size_t choose_upstream(std::span<const UpstreamHealth> upstreams, std::span<const std::size_t> tries,
                            std::string_view method, UpstreamHealth::Time now, UpstreamHealth::Time deadline);

/// A budget that keeps retries from multiplying the load on upstreams that are down: each call earns `share` of a
/// retry, at most `burst` are saved up.
class RetryBudget {
  public:
    RetryBudget(double share, double burst) : share_(share), burst_(burst), saved_(burst) {}

    void count_call();
    bool take_retry();

  private:
    double share_;
    double burst_;
    double saved_;
};

}  // namespace burner::upstreams
