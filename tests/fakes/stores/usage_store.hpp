#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "limits/usage_store.hpp"

namespace burner::storage {

/// A store that counts monthly requests in memory, for tests. Any thread.
class MemoryUsageStore final : public limits::UsageStore {
  public:
    base::Result<std::vector<limits::CreditGrant>> take(const limits::CreditNode& node,
                                                        std::span<const limits::CreditAsk> asks) override;
    base::Result<void> give_back(const limits::CreditNode& node,
                                 std::span<const limits::CreditReturn> returns) override;
    base::Result<std::vector<std::string>> recalled(const limits::CreditNode& node) override;
    base::Result<std::uint64_t> count(std::string_view key_id, limits::Month month) override;

  private:
    struct Usage {
        std::uint64_t requests = 0;
        bool is_tight = false;
        std::set<std::string> holders;
    };

    limits::CreditGrant take_one(const limits::CreditNode& node, const limits::CreditAsk& ask);

    std::mutex mutex_;
    std::map<std::pair<std::string, limits::PeriodId>, Usage> usage_;
};

}  // namespace burner::storage
