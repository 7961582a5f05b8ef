#pragma once

#include <cstddef>
#include <string>

namespace burner::reclaim {

/// The rule that says when to sign no more: transactions that fail on the chain cost their fees and give nothing back,
/// and where the first ones do, the others will.
class FailureRule {
  public:
    /// Notes whether the next transaction failed, in the order in which they were sent.
    void note(bool has_failed);

    /// Says in a sentence why to stop: after three failures in a row, or more than half of the first ten. Empty: go on.
    const std::string& why_stop() const { return why_stop_; }

  private:
    std::string why_stop_;
    std::size_t decided_ = 0;
    std::size_t early_failures_ = 0;
    std::size_t failures_in_a_row_ = 0;
};

}  // namespace burner::reclaim
