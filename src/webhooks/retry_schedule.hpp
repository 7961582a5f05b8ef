#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"

namespace burner::webhooks {

/// How long after a message was made it is tried for the last time.
inline constexpr std::chrono::hours give_up_after{24};
inline constexpr std::chrono::seconds first_retry{5};
/// The longest wait: neither the schedule nor a receiver's Retry-After waits longer.
inline constexpr std::chrono::hours max_wait{2};

struct FailedAttempt {
    base::UnixTime created_at;  ///< of the message
    base::UnixTime now;
    unsigned attempts = 1;                            ///< made so far, this one included
    std::optional<std::chrono::seconds> retry_after;  ///< what the receiver asked for
};

/// Returns when to try again: 5 s after the first attempt, then twice as long each time up to 2 h, each wait times
/// 0.75 to 1.25 (`jitter` is from [0, 1)), so that receivers that fell over together are not called
/// together; later when the receiver asks for it. The last attempt is made at 24 h; nullopt after that.
std::optional<base::UnixTime> next_attempt(const FailedAttempt& failed, double jitter);

}  // namespace burner::webhooks
