#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace burner::limits {

/// A UTC calendar month.
using Month = std::chrono::year_month;

/// What a reservation has added, and the durable count after it.
struct Reservation {
    std::uint64_t granted;
    std::uint64_t total;
};

/// The store of requests counted per API key and UTC month; counts are never deleted. Synchronous, durable before it
/// returns, called on storage threads; a store that cannot answer fails with `overloaded`.
class UsageStore {
  public:
    virtual ~UsageStore() = default;

    /// Adds up to `amount`, never beyond a total of `ceiling`.
    virtual base::Result<Reservation> reserve(std::string_view key_id, Month month, std::uint64_t amount,
                                              std::uint64_t ceiling) = 0;
    /// Returns what was reserved and not used, at a clean shutdown.
    virtual base::Result<void> release(std::string_view key_id, Month month, std::uint64_t amount) = 0;
    virtual base::Result<std::uint64_t> count(std::string_view key_id, Month month) = 0;
};

}  // namespace burner::limits
