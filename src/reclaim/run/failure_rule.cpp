#include "reclaim/run/failure_rule.hpp"

#include <fmt/format.h>

namespace burner::reclaim {
namespace {

constexpr std::size_t first_ones = 10;
constexpr std::size_t max_in_a_row = 3;

}  // namespace

void FailureRule::note(bool has_failed) {
    failures_in_a_row_ = has_failed ? failures_in_a_row_ + 1 : 0;
    if (has_failed && decided_ < first_ones) ++early_failures_;
    ++decided_;
    if (!why_stop_.empty()) return;
    if (failures_in_a_row_ == max_in_a_row)
        why_stop_ = fmt::format("{} transactions in a row failed on the chain", max_in_a_row);
    else if (early_failures_ > first_ones / 2)
        why_stop_ = fmt::format("{} of the first {} transactions failed on the chain", early_failures_, decided_);
}

}  // namespace burner::reclaim
