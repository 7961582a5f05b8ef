#pragma once

#include "base/lease_clock.hpp"
#include "simulation/events.hpp"

namespace burner::nodes::simulation {

/// A clock that runs at a rate of its own, which may change.
class DriftingClock {
  public:
    explicit DriftingClock(double drift) : drift_(drift), rate_(drift) {}

    double read(double real) const { return value_ + (real - since_) * rate_; }
    /// Runs at `factor` of its own rate from now on: 1 is normal, 0 stands still.
    void run_at(double real, double factor) {
        value_ = read(real);
        since_ = real;
        rate_ = drift_ * factor;
    }

  private:
    double drift_;
    double rate_;
    double value_ = 1000;
    double since_ = 0;
};

/// A machine with the two clocks of leases. Both drift as its crystal does. NTP slews one or the other by 10 % for
/// seconds, never both within one lease; a suspended machine stops `raw`.
struct Machine {
    int boot_id = 0;  ///< of this start
    DriftingClock boot;
    DriftingClock raw;
    double undisturbed_at = 0;  ///< until then one of the clocks is or was lately disturbed, and the other may not be
    double suspended_until = 0;

    base::LeaseTime now(double real) const {
        const auto to_time = [](double seconds) {
            return std::chrono::nanoseconds{static_cast<std::int64_t>(seconds * 1e9)};
        };
        return {to_time(boot.read(real)), to_time(raw.read(real))};
    }
};

}  // namespace burner::nodes::simulation
