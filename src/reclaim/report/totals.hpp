#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "reclaim/report/outcome.hpp"

namespace burner::reclaim {

/// Sums in lamports over the transactions that are decided, or with --dry-run planned.
struct Totals {
    std::uint64_t gross = 0;
    std::uint64_t donation = 0;
    std::uint64_t fees = 0;
    std::size_t transactions = 0;

    /// Returns what is left of `gross` in SOL, with a minus sign where costs are higher.
    std::string balance() const;
};

Totals totals_of(const ReclaimOutcome& outcome);

}  // namespace burner::reclaim
