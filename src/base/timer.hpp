#pragma once

#include <chrono>

#include <boost/asio/basic_waitable_timer.hpp>

#include "base/task.hpp"

namespace burner::base {

/// A timer of the thread's event loop, on the steady clock, which nobody sets.
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace burner::base
