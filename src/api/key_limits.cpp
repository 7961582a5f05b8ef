#include "api/key_limits.hpp"

#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

std::uint32_t requests_per_minute(const Call& call) {
    return call.services.limits.tiers.requests_per_minute(call.caller->project().tier);
}

std::uint32_t requests_per_month(const Call& call) {
    return call.services.limits.tiers.requests_per_month(call.caller->project().tier);
}

Result<void> judge_rate(const Call& call, const limits::RateAnswer& rate) {
    call.rate = rate;
    if (rate.admitted) return {};
    call.retry_after = rate.retry_after;
    return std::unexpected(limits::rate_limited());
}

Result<void> judge_quota(const Call& call, const limits::QuotaAnswer& quota) {
    using limits::QuotaVerdict;
    if (quota.verdict == QuotaVerdict::admitted) return {};
    if (quota.verdict == QuotaVerdict::unavailable)
        return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
    call.retry_after = quota.retry_after;
    if (quota.verdict == QuotaVerdict::refused) return std::unexpected(limits::quota_exceeded());
    return std::unexpected(limits::rate_limited());  // other nodes are giving back what they do not need
}

Task<Result<void>> count_request(const Call& call) {
    const Services& services = call.services;
    const std::string& key_id = call.caller->key_id();
    const std::uint32_t per_minute = requests_per_minute(call);
    if (per_minute != limits::unlimited) {
        auto rate = services.limits.rate.admit(key_id, per_minute, services.clock.steady());
        if (rate.is_undecided) rate = co_await services.limits.rate.decide(key_id, per_minute);
        if (auto admitted = judge_rate(call, rate); !admitted) co_return admitted;
    }
    const std::uint32_t per_month = requests_per_month(call);
    auto quota = services.limits.quota.admit(key_id, per_month, services.clock.now());
    if (quota.verdict == limits::QuotaVerdict::undecided)
        quota = co_await services.limits.quota.decide(key_id, per_month, services.clock.now());
    co_return judge_quota(call, quota);
}

}  // namespace burner::api
