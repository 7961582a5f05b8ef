// How the gate holds callers to their limits: requests a minute, and the monthly quota, reserved in the store.
#include "api/gate/gate_exchange.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

std::uint32_t rate_of(const Services& services, const access::Caller& caller) {
    return services.limits.tiers.requests_per_minute(caller.project().tier);
}

std::uint32_t quota_of(const Services& services, const access::Caller& caller) {
    return services.limits.tiers.requests_per_month(caller.project().tier);
}

}  // namespace

Result<void> Gate::check_rate(Exchange& exchange) {
    if (!exchange.caller) return {};
    const std::uint32_t per_minute = rate_of(services_, *exchange.caller);
    if (per_minute == limits::unlimited) return {};
    const auto rate = services_.limits.rate.admit(exchange.caller->key_id(), per_minute, services_.clock.steady());
    if (!rate.is_undecided) return judge_rate(exchange, rate);
    exchange.wait = &Gate::decide_rate;
    return {};
}

Task<Result<void>> Gate::decide_rate(Exchange& exchange) {
    const auto& caller = *exchange.caller;
    const auto rate = co_await services_.limits.rate.decide(caller.key_id(), rate_of(services_, caller));
    co_return judge_rate(exchange, rate);
}

Result<void> Gate::judge_rate(Exchange& exchange, const limits::RateAnswer& rate) {
    exchange.rate = rate;
    if (rate.admitted) return {};
    exchange.retry_after = rate.retry_after;
    return std::unexpected(limits::rate_limited());
}

Result<void> Gate::check_quota(Exchange& exchange) {
    if (!exchange.caller) return {};
    const auto& caller = *exchange.caller;
    const auto quota =
        services_.limits.quota.admit(caller.key_id(), quota_of(services_, caller), services_.clock.now());
    if (quota.verdict != limits::QuotaVerdict::undecided) return judge_quota(exchange, quota);
    exchange.wait = &Gate::decide_quota;
    return {};
}

Task<Result<void>> Gate::decide_quota(Exchange& exchange) {
    const auto& caller = *exchange.caller;
    const auto quota =
        co_await services_.limits.quota.decide(caller.key_id(), quota_of(services_, caller), services_.clock.now());
    co_return judge_quota(exchange, quota);
}

Result<void> Gate::judge_quota(Exchange& exchange, const limits::QuotaAnswer& quota) {
    using limits::QuotaVerdict;
    if (quota.verdict == QuotaVerdict::admitted) return {};
    if (quota.verdict == QuotaVerdict::unavailable)
        return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
    exchange.retry_after = quota.retry_after;
    if (quota.verdict == QuotaVerdict::refused) return std::unexpected(limits::quota_exceeded());
    return std::unexpected(limits::rate_limited());  // other nodes are giving back what they do not need
}

}  // namespace burner::api
