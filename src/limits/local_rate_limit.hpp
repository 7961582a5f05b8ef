#pragma once

#include <array>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/string_hash.hpp"
#include "limits/rate_limit.hpp"

namespace burner::limits {

/// The limit of the only node there is: it counts in memory, on the steady clock, and leaves nothing undecided. Only
/// authenticated keys get here, so the table is as large as the number of keys in use.
class LocalRateLimit final : public RateLimit {
  public:
    RateAnswer admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now) override;
    base::Task<RateAnswer> decide(std::string_view key_id, std::uint32_t per_minute) override;

  private:
    struct Window {
        base::SteadyTime start;
        std::uint32_t used = 0;
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Window, base::StringHash, std::equal_to<>> windows;
    };

    std::array<Shard, 32> shards_;
};

}  // namespace burner::limits
