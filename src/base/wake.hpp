#pragma once

#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/task.hpp"

namespace burner::base {

/// What coroutines of one thread wait on until another one there changed something. Says not what: each waiter
/// looks again, in a loop.
class Wake {
  public:
    using Executor = boost::asio::io_context::executor_type;

    explicit Wake(const Executor& executor) : timer_(executor, Timer::time_point::max()) {}

    Task<void> wait() { co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{})); }
    void all() { timer_.cancel(); }

  private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
    Timer timer_;
};

}  // namespace burner::base
