#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/result.hpp"
#include "base/string_hash.hpp"
#include "limits/tier.hpp"
#include "limits/usage_store.hpp"

namespace burner::limits {

enum class QuotaVerdict {
    admitted,
    admitted_running_low,  ///< admitted; have a storage thread call `reserve`, nobody needs to wait for it
    needs_reservation,     ///< not decided: call `reserve` on a storage thread, then `admit` again
    refused,
};

struct QuotaAnswer {
    QuotaVerdict verdict;
    std::chrono::seconds retry_after{0};  ///< until the next UTC month, when refused
};

base::Error quota_exceeded();

/// The count of requests per API key and UTC month. Blocks are reserved durably ahead of use, so the durable count is
/// never below what was admitted; a kill over-counts by at most one block. `admit` is for the request path
/// and touches memory only; `reserve` and `release_all` call the store. Any thread.
class MonthlyQuota {
  public:
    explicit MonthlyQuota(UsageStore& store);

    /// Admits a request, or says why not. `unlimited` is counted all the same.
    QuotaAnswer admit(std::string_view key_id, std::uint32_t quota, base::UnixTime now);
    base::Result<void> reserve(std::string_view key_id, std::uint32_t quota, base::UnixTime now);
    /// Returns unused blocks to the store, at a clean shutdown.
    void release_all();

    /// Returns how many requests to reserve at a time: a hundredth of the quota, within 1…1,000; 10,000 when unlimited.
    static std::uint64_t block_size(std::uint32_t quota);

  private:
    struct Block {
        Month month;
        std::uint64_t left = 0;
        std::uint64_t total = 0;  ///< the durable count when it was last read
        bool read = false;        ///< `total` has been read at all
        bool reserving = false;   ///< somebody was told that it runs low
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, std::vector<Block>, base::StringHash, std::equal_to<>> blocks;  ///< of each key
        std::mutex reserving;  ///< one reservation at a time, so that a crowd takes one block
    };

    static Block& block_in(Shard& shard, std::string_view key_id, Month month);
    Shard& shard_of(std::string_view key_id);

    UsageStore& store_;
    std::array<Shard, 16> shards_;
};

Month month_of(base::UnixTime now);

}  // namespace burner::limits
