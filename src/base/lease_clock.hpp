#pragma once

#include <algorithm>
#include <chrono>

namespace burner::base {

/// By how much an hour on one machine may differ from an hour on another: 0.5 %. Crystals differ by 0.01 %.
inline constexpr int clock_drift_per_mille = 5;

/// A moment on two clocks of this machine, in time since its start: `boot` counts while the machine is suspended, and
/// `raw` is never slewed by NTP. Compare moments of one machine only.
struct LeaseTime {
    std::chrono::nanoseconds boot{};
    std::chrono::nanoseconds raw{};

    LeaseTime operator+(std::chrono::nanoseconds by) const { return {boot + by, raw + by}; }
    bool operator==(const LeaseTime&) const = default;
};

/// Returns whether one of the clocks has reached `end`: what was promised until then no longer holds.
inline bool either_reached(LeaseTime now, LeaseTime end) {
    return now.boot >= end.boot || now.raw >= end.raw;
}

/// Returns whether both clocks have reached `end`: whoever had to wait until then has waited long enough.
inline bool both_reached(LeaseTime now, LeaseTime end) {
    return now.boot >= end.boot && now.raw >= end.raw;
}

/// Returns the time that is left until both clocks reach `end`; zero or less when they have.
inline std::chrono::nanoseconds until_both_reach(LeaseTime now, LeaseTime end) {
    return std::max(end.boot - now.boot, end.raw - now.raw);
}

/// The clocks of leases. Safe to call from any thread.
class LeaseClock {
  public:
    virtual ~LeaseClock() = default;
    virtual LeaseTime now() const = 0;
};

/// CLOCK_BOOTTIME and CLOCK_MONOTONIC_RAW.
class SystemLeaseClock final : public LeaseClock {
  public:
    LeaseTime now() const override;
};

}  // namespace burner::base
