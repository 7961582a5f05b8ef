#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/task.hpp"
#include "limits/tier.hpp"

namespace burner::limits {

/// The values of `X-RateLimit-Limit`, `X-RateLimit-Remaining` and, when not admitted, `Retry-After`.
struct RateAnswer {
    bool admitted;
    std::uint32_t limit;
    std::uint32_t remaining;
    std::chrono::seconds retry_after;
    bool is_undecided = false;  ///< not admitted yet: call `decide`
};

base::Error rate_limited();

/// The limit of requests per minute of each API key: a fixed window of 60 s that starts with the first request. Exact
/// under parallel use: of N requests at the edge, exactly the limit is admitted. Any thread.
class RateLimit {
  public:
    virtual ~RateLimit() = default;

    /// Decides from memory, where it can.
    virtual RateAnswer admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now) = 0;
    /// Decides what `admit` has left undecided, in about 100 ms at most. The key outlives the task.
    virtual base::Task<RateAnswer> decide(std::string_view key_id, std::uint32_t per_minute) = 0;
};

}  // namespace burner::limits
