#pragma once

#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::base {

/// What the log should say of something that is done again and again.
enum class FaultNews { none, failing, over };

/// Tells when a fault that comes with each try is worth a line of the log: when it begins, each minute while it lasts,
/// and once it is over. One thread.
class RepeatedFault {
  public:
    static constexpr std::chrono::seconds until_said_again{60};

    FaultNews note(bool has_failed, SteadyTime now);

  private:
    bool is_failing_ = false;
    SteadyTime said_{};
};

/// The same with its lines: `what` says in a sentence what fails, and lives as long as this. One thread.
class LoggedFault {
  public:
    explicit LoggedFault(std::string_view what) : what_(what) {}

    void note(const Result<void>& outcome);

  private:
    std::string_view what_;
    RepeatedFault fault_;
};

}  // namespace burner::base
