#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/clock.hpp"
#include "base/task.hpp"
#include "limits/tier.hpp"

namespace burner::limits {

/// The work that one item of a build costs, and one transaction of a submit, which is recorded, sent, and sent again.
inline constexpr std::uint64_t work_of_item = 1;
inline constexpr std::uint64_t work_of_transaction = 25;

struct WorkAnswer {
    bool admitted;
    std::chrono::seconds retry_after{0};  ///< when not admitted
    bool is_undecided = false;            ///< not admitted yet: call `decide`

    bool operator==(const WorkAnswer&) const = default;
};

/// The work that each API key may cause in a minute. One request may cost a thousand times another, so requests alone
/// do not bound it. Exact under parallel use: of N requests at the edge, exactly those that fit are admitted. Any
/// thread.
class WorkLimit {
  public:
    virtual ~WorkLimit() = default;

    /// Takes all of `work`, or none. Decides from memory, where it can.
    virtual WorkAnswer spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                             base::SteadyTime now) = 0;
    /// Decides what `spend` has left undecided, in about 100 ms at most. The key outlives the task.
    virtual base::Task<WorkAnswer> decide(std::string_view key_id, std::uint64_t work,
                                          std::uint32_t requests_per_minute) = 0;

    /// Returns how much a key with so many requests a minute has: 25 for each request, and at least 1,600, so that any
    /// one request fits. `unlimited` gives the largest number.
    static std::uint64_t capacity(std::uint32_t requests_per_minute);
};

}  // namespace burner::limits
