#include "limits/shared_work_limit.hpp"

#include <algorithm>
#include <string>

namespace burner::limits {

namespace {

WorkAnswer work_answer(const CreditAnswer& answer) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(answer.retry_after);
    return {.admitted = answer.verdict == CreditVerdict::admitted,
            .retry_after = std::max(wait, std::chrono::seconds{1}),
            .is_undecided = answer.verdict == CreditVerdict::undecided};
}

/// Returns the name under which the work of a key is counted, beside its requests.
std::string work_of(std::string_view key_id) {
    return std::string{key_id}.append("/work");
}

}  // namespace

WorkAnswer SharedWorkLimit::spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                                  base::SteadyTime) {
    if (requests_per_minute == unlimited) return {true};
    const std::string key = work_of(key_id);
    return work_answer(windows_.use({.key = key, .limit = capacity(requests_per_minute), .amount = work}));
}

base::Task<WorkAnswer> SharedWorkLimit::decide(std::string_view key_id, std::uint64_t work,
                                               std::uint32_t requests_per_minute) {
    const std::string key = work_of(key_id);
    const CreditUse use{.key = key, .limit = capacity(requests_per_minute), .amount = work};
    co_return work_answer(co_await windows_.decide(use));
}

}  // namespace burner::limits
