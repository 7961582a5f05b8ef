#include "api/work.hpp"

#include "api/services.hpp"

namespace burner::api {

namespace {

std::uint32_t rate_of_caller(const Call& call) {
    return call.services.limits.tiers.requests_per_minute(call.caller->project().tier);
}

base::Result<void> judge_work(const Call& call, const limits::WorkAnswer& answer) {
    if (answer.admitted) return {};
    call.retry_after = answer.retry_after;
    return std::unexpected(limits::rate_limited());
}

}  // namespace

std::optional<base::Result<void>> spend_work(const Call& call, std::uint64_t work) {
    const Services& services = call.services;
    const auto answer =
        services.limits.work.spend(call.caller->key_id(), work, rate_of_caller(call), services.clock.steady());
    if (answer.is_undecided) return std::nullopt;
    return judge_work(call, answer);
}

base::Task<base::Result<void>> decide_work(const Call& call, std::uint64_t work) {
    const auto answer = co_await call.services.limits.work.decide(call.caller->key_id(), work, rate_of_caller(call));
    co_return judge_work(call, answer);
}

}  // namespace burner::api
