#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "limits/usage_store.hpp"

namespace burner::storage {

/// A store that counts monthly requests in memory, for tests. Any thread.
class MemoryUsageStore final : public limits::UsageStore {
  public:
    base::Result<limits::Reservation> reserve(std::string_view key_id, limits::Month month, std::uint64_t amount,
                                              std::uint64_t ceiling) override;
    base::Result<void> release(std::string_view key_id, limits::Month month, std::uint64_t amount) override;
    base::Result<std::uint64_t> count(std::string_view key_id, limits::Month month) override;

  private:
    std::mutex mutex_;
    std::map<std::pair<std::string, limits::Month>, std::uint64_t> counts_;
};

}  // namespace burner::storage
