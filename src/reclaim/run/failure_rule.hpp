#pragma once

#include <cstddef>
#include <string>

namespace burner::reclaim {

/// Decides when to sign no more: transactions that fail on the chain cost their fees and give nothing back, and where
/// the first ones do, the others will.
class FailureRule {
  public:
    /// What became of the next transaction, in the order in which they were sent.
    void note(bool has_failed);

    /// After three failures in a row, or more than half of the first ten: why, as a sentence. Empty: go on.
    const std::string& why_stop() const { return why_stop_; }

  private:
    std::string why_stop_;
    std::size_t decided_ = 0;
    std::size_t early_failures_ = 0;
    std::size_t failures_in_a_row_ = 0;
};

}  // namespace burner::reclaim
