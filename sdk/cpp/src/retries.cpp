#include "retries.hpp"

#include <random>

#include "emit.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;

constexpr int max_retries = 3;
constexpr int first_backoff_ms = 250;
constexpr milliseconds max_wait = std::chrono::hours{1};

}  // namespace

bool is_session_expired(const HttpError& error) {
    return error.status() == 401 && (error.code() == "session_expired" || error.message() == "Session expired");
}

std::optional<Retry> Retries::next(const HttpError& error) {
    if (const auto* limited = dynamic_cast<const RateLimitError*>(&error)) return after_rate_limit(*limited);
    if (is_session_expired(error)) return after_expiry();
    if (method_ != "GET") return std::nullopt;
    if (error.status() == 502) return again("upstream_unavailable", backoff());
    if (error.status() == 503) return again("overloaded", backoff());
    return std::nullopt;
}

std::optional<Retry> Retries::after_rate_limit(const RateLimitError& error) {
    const auto asked = error.retry_after();
    const milliseconds delay = asked ? milliseconds{*asked} : backoff();
    const bool goes_on = emit(events_.on_rate_limit, RateLimitEvent{delay, attempts_ + 1}).value_or(true);
    if (!goes_on || !policy_.auto_retry_rate_limits || delay > max_wait) return std::nullopt;
    return again("rate_limited", delay);
}

std::optional<Retry> Retries::after_expiry() {
    if (!policy_.is_renewable || renewed_) return std::nullopt;
    renewed_ = true;
    return Retry{attempts_ + 1, "session_expired", milliseconds{0}};
}

std::optional<Retry> Retries::again(std::string_view reason, milliseconds delay) {
    if (attempts_ == max_retries) return std::nullopt;
    ++attempts_;
    return Retry{attempts_, reason, delay};
}

/// Returns the next delay, which doubles each time; the jitter of half keeps clients from returning all at once.
milliseconds Retries::backoff() const {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int full = first_backoff_ms << attempts_;
    return milliseconds{std::uniform_int_distribution{full / 2, full}(random)};
}

}  // namespace burnandclaim
