#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "limits/credit_exchange.hpp"
#include "limits/tier.hpp"
#include "limits/usage_store.hpp"

namespace burner::limits {

enum class QuotaVerdict {
    admitted,
    undecided,  ///< call `decide`
    refused,    ///< until the next UTC month
    short_of,   ///< other nodes hold what is left: come again soon
    unavailable
};

struct QuotaAnswer {
    QuotaVerdict verdict;
    std::chrono::seconds retry_after{0};  ///< when refused or short of
};

base::Error quota_exceeded();

/// The count of requests per API key and UTC month, over all nodes. Blocks are reserved durably ahead of use, so the
/// durable count is never below what was admitted; a kill over-counts by at most one block. Any thread.
class MonthlyQuota {
  public:
    MonthlyQuota(UsageStore& store, base::StoreRunner& runner, const base::LeaseClock& clock,
                 nodes::Doorbell& doorbell);

    /// Decides from memory, where it can. `unlimited` is counted all the same.
    QuotaAnswer admit(std::string_view key_id, std::uint32_t quota, base::UnixTime now);
    /// Decides what `admit` has left undecided. The key outlives the task.
    base::Task<QuotaAnswer> decide(std::string_view key_id, std::uint32_t quota, base::UnixTime now);

    CreditExchange& credits() { return credits_; }

    /// Returns how many requests to reserve at a time: a hundredth of the quota, within 1…1,000; 10,000 when unlimited.
    static std::uint64_t block_size(std::uint64_t quota);

  private:
    CreditExchange credits_;
};

Month month_of(base::UnixTime now);

}  // namespace burner::limits
