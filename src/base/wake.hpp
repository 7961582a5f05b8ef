#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::base {

/// What coroutines of one thread wait on until another one there changed something. Says not what: each waiter
/// looks again, in a loop.
class Wake {
  public:
    explicit Wake(const Executor& executor) : timer_(executor, Timer::time_point::max()) {}

    Task<void> wait() { co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{})); }
    void all() { timer_.cancel(); }

  private:
    Timer timer_;
};

}  // namespace burner::base
