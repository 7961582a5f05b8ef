#pragma once

#include <atomic>
#include <chrono>

#include "base/lease_clock.hpp"

namespace burner::fakes {

/// Clocks of leases that move only when a test says so. Any thread may read and move them.
class FakeLeaseClock final : public base::LeaseClock {
  public:
    base::LeaseTime now() const override {
        return {std::chrono::nanoseconds{boot_.load()}, std::chrono::nanoseconds{raw_.load()}};
    }

    void advance(std::chrono::nanoseconds by) {
        boot_ += by.count();
        raw_ += by.count();
    }
    void advance_boot(std::chrono::nanoseconds by) { boot_ += by.count(); }
    void advance_raw(std::chrono::nanoseconds by) { raw_ += by.count(); }
    /// Lets the machine sleep: only one of the clocks counts that.
    void suspend(std::chrono::nanoseconds by) { boot_ += by.count(); }

  private:
    std::atomic<std::int64_t> boot_{1'000'000'000'000};
    std::atomic<std::int64_t> raw_{500'000'000'000};
};

}  // namespace burner::fakes
