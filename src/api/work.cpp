#include "api/work.hpp"

#include "api/services.hpp"

namespace burner::api {

base::Result<void> spend_work(const Call& call, std::uint64_t work) {
    const Services& services = call.services;
    const auto* tier = services.limits.tiers.find(call.caller->project().tier);
    const auto per_minute = tier == nullptr ? limits::unlimited : tier->requests_per_minute;
    const auto wait = services.limits.work.spend(call.caller->key_id(), work, per_minute, services.clock.steady());
    if (!wait) return {};
    call.retry_after = *wait;
    return std::unexpected(limits::rate_limited());
}

}  // namespace burner::api
