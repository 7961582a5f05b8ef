#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "limits/credit_store.hpp"

namespace burner::storage {

/// A store of windows in memory, for tests, whose clock is the caller's. Any thread.
class MemoryWindowStore final : public limits::CreditStore {
  public:
    using Now = std::function<std::chrono::milliseconds()>;
    static constexpr std::chrono::seconds window_length{60};

    explicit MemoryWindowStore(Now now) : now_(std::move(now)) {}

    base::Result<std::vector<limits::CreditGrant>> take(const limits::CreditNode& node,
                                                        std::span<const limits::CreditAsk> asks) override;
    base::Result<void> give_back(const limits::CreditNode& node,
                                 std::span<const limits::CreditReturn> returns) override;
    base::Result<std::vector<std::string>> recalled(const limits::CreditNode& node) override;

    /// Returns the window that is open; `any_period` where none is.
    limits::PeriodId open(std::string_view key);

    bool ignores_periods = false;  ///< as a broken store would

  private:
    struct Window {
        std::chrono::milliseconds started{0};
        limits::PeriodId period = limits::any_period;
        std::uint64_t granted = 0;
        bool is_tight = false;
        std::set<std::string> holders;
    };

    bool is_over(const Window& window) const { return now_() - window.started >= window_length; }
    limits::CreditGrant take_one(const limits::CreditNode& node, const limits::CreditAsk& ask);

    Now now_;
    std::mutex mutex_;
    limits::PeriodId last_period_ = 0;
    std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace burner::storage
