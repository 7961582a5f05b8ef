#include "limits/shared_rate_limit.hpp"

#include <algorithm>

namespace burner::limits {

namespace {

RateAnswer rate_answer(const CreditAnswer& answer, std::uint32_t per_minute) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(answer.retry_after);
    return {.admitted = answer.verdict == CreditVerdict::admitted,
            .limit = per_minute,
            .remaining = static_cast<std::uint32_t>(std::min<std::uint64_t>(answer.remaining, per_minute)),
            .retry_after = std::max(wait, std::chrono::seconds{1}),
            .is_undecided = answer.verdict == CreditVerdict::undecided};
}

}  // namespace

CreditRules window_rules() {
    return {.window = std::chrono::minutes{1},
            .patience = std::chrono::milliseconds{100},
            .max_ahead = [](std::uint64_t limit) { return limit; }};
}

RateAnswer SharedRateLimit::admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime) {
    if (per_minute == unlimited) return {true, unlimited, unlimited, {}};
    return rate_answer(windows_.use({.key = key_id, .limit = per_minute}), per_minute);
}

base::Task<RateAnswer> SharedRateLimit::decide(std::string_view key_id, std::uint32_t per_minute) {
    const CreditAnswer answer = co_await windows_.decide({.key = key_id, .limit = per_minute});
    co_return rate_answer(answer, per_minute);
}

}  // namespace burner::limits
