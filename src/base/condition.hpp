#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::base {

/// A condition variable for the coroutines of one thread: they wait until another one has changed something. It does
/// not say what, so each waiter looks again, in a loop.
class Condition {
  public:
    explicit Condition(const Executor& executor) : timer_(executor, Timer::time_point::max()) {}

    Task<void> wait() { co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{})); }
    void notify_all() { timer_.cancel(); }

  private:
    Timer timer_;
};

}  // namespace burner::base
