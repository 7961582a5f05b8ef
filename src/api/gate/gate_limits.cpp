// How the gate holds callers to their limits: requests a minute, and the monthly quota, reserved in the store.
#include "api/gate/gate_exchange.hpp"
#include "api/services.hpp"
#include "base/log.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

std::uint32_t quota_of(const Services& services, const access::Caller& caller) {
    const auto* tier = services.limits.tiers.find(caller.project().tier);
    return tier == nullptr ? limits::unlimited : tier->requests_per_month;
}

}  // namespace

Result<void> Gate::check_rate(Exchange& exchange) {
    if (!exchange.caller) return {};
    const auto& caller = *exchange.caller;
    const auto* tier = services_.limits.tiers.find(caller.project().tier);
    if (tier == nullptr || tier->requests_per_minute == limits::unlimited) return {};
    exchange.rate = services_.limits.rate.admit(caller.key_id(), tier->requests_per_minute, services_.clock.steady());
    if (exchange.rate->admitted) return {};
    exchange.retry_after = exchange.rate->retry_after;
    return std::unexpected(limits::rate_limited());
}

Result<void> Gate::check_quota(Exchange& exchange) {
    if (!exchange.caller) return {};
    const auto quota = ask_quota(*exchange.caller);
    switch (quota.verdict) {
        case limits::QuotaVerdict::admitted: return {};
        case limits::QuotaVerdict::admitted_running_low: reserve_ahead(*exchange.caller); return {};
        case limits::QuotaVerdict::needs_reservation: exchange.wait = &Gate::reserve_quota; return {};
        case limits::QuotaVerdict::refused: break;
    }
    exchange.retry_after = quota.retry_after;
    return std::unexpected(limits::quota_exceeded());
}

limits::QuotaAnswer Gate::ask_quota(const access::Caller& caller) {
    return services_.limits.quota.admit(caller.key_id(), quota_of(services_, caller), services_.clock.now());
}

Task<Result<void>> Gate::reserve_quota(Exchange& exchange) {
    const auto& caller = *exchange.caller;
    for (;;) {
        auto reserved = co_await base::run_on(services_.store, [&] {
            return services_.limits.quota.reserve(caller.key_id(), quota_of(services_, caller), services_.clock.now());
        });
        if (!reserved) co_return reserved;
        const auto quota = ask_quota(caller);
        if (quota.verdict == limits::QuotaVerdict::needs_reservation) continue;  // others used the block up
        if (quota.verdict != limits::QuotaVerdict::refused) co_return Result<void>{};
        exchange.retry_after = quota.retry_after;
        co_return std::unexpected(limits::quota_exceeded());
    }
}

void Gate::reserve_ahead(const access::Caller& caller) {
    services_.spawn([&services = services_, key = caller.key]() -> Task<void> {
        const access::Caller owner{key, {}};
        const auto reserved = co_await base::run_on(services.store, [&] {
            return services.limits.quota.reserve(owner.key_id(), quota_of(services, owner), services.clock.now());
        });
        if (!reserved) base::log(base::LogLevel::warn, "quota not reserved ahead", {{"key", owner.key_id()}});
    });
}

}  // namespace burner::api
