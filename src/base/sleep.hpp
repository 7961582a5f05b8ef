#pragma once

#include <chrono>

#include "base/task.hpp"

namespace burner::base {

/// Waits on the thread's event loop, which goes on with other work.
Task<void> sleep_for(std::chrono::nanoseconds duration);

}  // namespace burner::base
