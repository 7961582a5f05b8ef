#pragma once

#include <array>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/string_hash.hpp"
#include "limits/work_limit.hpp"

namespace burner::limits {

/// The work of the only node there is: a bucket for each key, which refills evenly within a minute, on the steady
/// clock. It leaves nothing undecided. Only authenticated keys get here, so the table is as large as the number of keys
/// in use.
class LocalWorkLimit final : public WorkLimit {
  public:
    WorkAnswer spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                     base::SteadyTime now) override;
    base::Task<WorkAnswer> decide(std::string_view key_id, std::uint64_t work,
                                  std::uint32_t requests_per_minute) override;

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
