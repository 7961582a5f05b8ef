#pragma once

#include <chrono>

#include "base/lease_clock.hpp"
#include "nodes/change.hpp"
#include "nodes/lease_terms.hpp"

namespace burner::nodes {

/// The wait between a change's commit and its answer: until every live node has acknowledged it, or until no node that
/// has not can hold a lease. It asks nobody itself: whoever drives it asks the engine when `next` says so, and ignores
/// what goes wrong, since waiting alone is enough. One thread at a time.
class Announcement {
  public:
    enum class Step { ask, pause, done };

    /// `committed` is a moment after the commit's answer.
    Announcement(base::LeaseTime committed, const LeaseTerms& terms) : ends_(committed + terms.wait()) {}

    Step next(base::LeaseTime now) const;
    /// Takes note of the engine's answer, or that there was none (false).
    void answered(bool all_have_acknowledged);
    /// Returns how long the wait still is at most, whatever the engine answers or does not; zero or less at its end.
    std::chrono::nanoseconds left(base::LeaseTime now) const { return base::until_both_reach(now, ends_); }
    /// Returns how long to pause, after which it is time to ask again.
    std::chrono::nanoseconds pause(base::LeaseTime now);

  private:
    base::LeaseTime ends_;
    std::chrono::nanoseconds pause_ = std::chrono::microseconds{300};
    bool is_acknowledged_ = false;
    bool has_asked_ = false;
};

}  // namespace burner::nodes
