#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/string_hash.hpp"
#include "limits/tier.hpp"

namespace burner::limits {

/// The work that one item of a build costs, and one transaction of a submit, which is recorded, sent, and sent again.
inline constexpr std::uint64_t work_of_item = 1;
inline constexpr std::uint64_t work_of_transaction = 25;

/// The work that each API key may cause. One request may cost a thousand times another, so requests alone do not bound
/// it. A key's bucket holds `capacity` and refills evenly within a minute, on the steady clock. Exact under parallel
/// use: of N requests at the edge, exactly those that fit are admitted. Any thread; only authenticated keys get here,
/// so the table is as large as the number of keys in use.
class WorkLimit {
  public:
    /// Returns what the bucket of a key with so many requests a minute holds: 25 for each request, and at least 1,600,
    /// so that any one request fits. `unlimited` gives the largest number.
    static std::uint64_t capacity(std::uint32_t requests_per_minute);

    /// Takes all of `work` out of the key's bucket, or, if it does not hold so much, returns how long until it does.
    std::optional<std::chrono::seconds> spend(std::string_view key_id, std::uint64_t work,
                                              std::uint32_t requests_per_minute, base::SteadyTime now);

  private:
    using FullAt = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, FullAt, base::StringHash, std::equal_to<>>
            buckets;  ///< when each is full again
    };

    std::array<Shard, 32> shards_;
};

}  // namespace burner::limits
