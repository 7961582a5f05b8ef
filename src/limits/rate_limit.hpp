#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/string_hash.hpp"
#include "limits/tier.hpp"

namespace burner::limits {

/// The values of `X-RateLimit-Limit`, `X-RateLimit-Remaining` and, when not admitted, `Retry-After`.
struct RateAnswer {
    bool admitted;
    std::uint32_t limit;
    std::uint32_t remaining;
    std::chrono::seconds retry_after;
};

base::Error rate_limited();

/// The limit of requests per minute of each API key: a fixed window of 60 s that starts with the first request, on the
/// steady clock. Exact under parallel use: of N requests at the edge, exactly the limit is admitted.
/// Any thread; only authenticated keys get here, so the table is as large as the number of keys in use.
class RateLimit {
  public:
    RateAnswer admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now);

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
