#pragma once

#include <chrono>

namespace burner::base {

using UnixTime = std::chrono::sys_time<std::chrono::milliseconds>;
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

/// The two clocks that rules depend on. `now` may jump (NTP, an operator); `steady` never goes back.
/// Safe to call from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual UnixTime now() const = 0;
    virtual SteadyTime steady() const = 0;
};

class SystemClock final : public Clock {
  public:
    UnixTime now() const override;
    SteadyTime steady() const override;
};

}  // namespace burner::base
