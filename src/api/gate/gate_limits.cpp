// How the gate holds callers to their limits: requests a minute, and the monthly quota, reserved in the store.
#include "api/gate/gate_exchange.hpp"
#include "api/key_limits.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

/// Anybody may send a publishable key. So its requests count where they have shown that they are meant.
bool is_counted_here(const std::optional<access::Caller>& caller) {
    return caller && !caller->is_publishable_key();
}

}  // namespace

Result<void> Gate::check_rate(Exchange& exchange) {
    if (!is_counted_here(exchange.caller)) return {};
    const std::uint32_t per_minute = requests_per_minute(exchange.call);
    if (per_minute == limits::unlimited) return {};
    const auto rate = services_.limits.rate.admit(exchange.caller->key_id(), per_minute, services_.clock.steady());
    if (!rate.is_undecided) return judge_rate(exchange.call, rate);
    exchange.wait = &Gate::decide_rate;
    return {};
}

Task<Result<void>> Gate::decide_rate(Exchange& exchange) {
    const auto per_minute = requests_per_minute(exchange.call);
    const auto rate = co_await services_.limits.rate.decide(exchange.caller->key_id(), per_minute);
    co_return judge_rate(exchange.call, rate);
}

Result<void> Gate::check_quota(Exchange& exchange) {
    if (!is_counted_here(exchange.caller)) return {};
    const auto per_month = requests_per_month(exchange.call);
    const auto quota = services_.limits.quota.admit(exchange.caller->key_id(), per_month, services_.clock.now());
    if (quota.verdict != limits::QuotaVerdict::undecided) return judge_quota(exchange.call, quota);
    exchange.wait = &Gate::decide_quota;
    return {};
}

Task<Result<void>> Gate::decide_quota(Exchange& exchange) {
    const auto per_month = requests_per_month(exchange.call);
    const auto quota =
        co_await services_.limits.quota.decide(exchange.caller->key_id(), per_month, services_.clock.now());
    co_return judge_quota(exchange.call, quota);
}

}  // namespace burner::api
