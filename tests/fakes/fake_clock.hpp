#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"

namespace burner::fakes {

/// A clock that moves only when a test says so. Starts at 2026-04-09T12:00:00Z; the steady side at 1,000 s.
/// Any thread may read and move it.
class FakeClock final : public base::Clock {
  public:
    base::UnixTime now() const override { return base::UnixTime{std::chrono::milliseconds{now_.load()}}; }
    base::SteadyTime steady() const override { return base::SteadyTime{std::chrono::milliseconds{steady_.load()}}; }

    /// Lets time pass: both clocks move.
    void advance(std::chrono::milliseconds by) {
        now_ += by.count();
        steady_ += by.count();
    }
    /// Sets the clock: only `now` changes.
    void set(base::UnixTime time) { now_ = time.time_since_epoch().count(); }

  private:
    std::atomic<std::int64_t> now_{1'775'736'000'000};
    std::atomic<std::int64_t> steady_{1'000'000};
};

}  // namespace burner::fakes
