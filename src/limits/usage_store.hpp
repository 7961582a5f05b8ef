#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "limits/credit_store.hpp"

namespace burner::limits {

/// A UTC calendar month.
using Month = std::chrono::year_month;

/// Returns the period of a month: 202604 is April 2026.
constexpr PeriodId period_of(Month month) {
    return PeriodId{100} * static_cast<int>(month.year()) + static_cast<unsigned>(month.month());
}

/// The store of requests counted per API key and UTC month; counts are never deleted. Its periods are months, which do
/// not age. What is granted counts, durably before a call returns, until it is given back.
class UsageStore : public CreditStore {
  public:
    virtual base::Result<std::uint64_t> count(std::string_view key_id, Month month) = 0;
};

}  // namespace burner::limits
