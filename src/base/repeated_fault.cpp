#include "base/repeated_fault.hpp"

#include <utility>

#include "base/log.hpp"

namespace burner::base {

FaultNews RepeatedFault::note(bool has_failed, SteadyTime now) {
    if (!has_failed) return std::exchange(is_failing_, false) ? FaultNews::over : FaultNews::none;
    if (is_failing_ && now - said_ < until_said_again) return FaultNews::none;
    is_failing_ = true;
    said_ = now;
    return FaultNews::failing;
}

void LoggedFault::note(const Result<void>& outcome) {
    switch (fault_.note(!outcome, SystemClock{}.steady())) {
        case FaultNews::none: return;
        case FaultNews::failing: return log(LogLevel::warn, what_, {{"reason", outcome.error().message}});
        case FaultNews::over: return log(LogLevel::info, "a fault is over", {{"of", what_}});
    }
}

}  // namespace burner::base
