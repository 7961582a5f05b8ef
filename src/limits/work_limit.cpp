#include "limits/work_limit.hpp"

#include <algorithm>
#include <limits>

namespace burner::limits {

namespace {

/// The work of the largest request: a submit of 64 transactions, which is more than a build of 1,000 items.
constexpr std::uint64_t max_request_work = 64 * work_of_transaction;

}  // namespace

std::uint64_t WorkLimit::capacity(std::uint32_t requests_per_minute) {
    if (requests_per_minute == unlimited) return std::numeric_limits<std::uint64_t>::max();
    return std::max(max_request_work, work_of_transaction * std::uint64_t{requests_per_minute});
}

}  // namespace burner::limits
