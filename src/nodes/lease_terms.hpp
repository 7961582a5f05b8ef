#pragma once

#include <chrono>

#include "base/lease_clock.hpp"

namespace burner::nodes {

/// The lengths that all nodes agree on.
struct LeaseTerms {
    /// How long a node serves after the start of its last renewal, by its own clocks: `cluster.lease_seconds`.
    std::chrono::nanoseconds length = std::chrono::seconds{5};

    /// The time for which a thread may be stopped between looking at the clock and acting on it.
    static constexpr std::chrono::milliseconds margin{50};

    std::chrono::nanoseconds renewal_interval() const { return length / 5; }

    /// Returns how long to wait until every lease has ended that had begun when the wait did, whichever of the two
    /// clocks runs fast.
    std::chrono::nanoseconds wait() const {
        return length + length * (2 * base::clock_drift_per_mille) / 1000 + margin;
    }
};

}  // namespace burner::nodes
