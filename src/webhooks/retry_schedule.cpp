#include "webhooks/retry_schedule.hpp"

#include <algorithm>

namespace burner::webhooks {

namespace {

using std::chrono::milliseconds;

milliseconds wait_after(unsigned attempts, double jitter) {
    constexpr unsigned doublings_to_longest = 11;  // 5 s × 2^11 is over 2 h
    const unsigned doublings = std::min(attempts - 1, doublings_to_longest);
    const milliseconds wait = std::min<milliseconds>(first_retry * (1L << doublings), max_wait);
    return milliseconds{static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * (0.75 + jitter / 2))};
}

}  // namespace

std::optional<base::UnixTime> next_attempt(const FailedAttempt& failed, double jitter) {
    const base::UnixTime last = failed.created_at + give_up_after;
    if (failed.now >= last) return std::nullopt;
    milliseconds wait = wait_after(failed.attempts, jitter);
    if (failed.retry_after)
        wait = std::max<milliseconds>(wait, std::min<std::chrono::seconds>(*failed.retry_after, max_wait));
    return std::min(failed.now + wait, last);
}

}  // namespace burner::webhooks
