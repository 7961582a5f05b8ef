#include "base/sleep.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::base {

Task<void> sleep_for(std::chrono::nanoseconds duration) {
    Timer timer(co_await boost::asio::this_coro::executor);
    timer.expires_after(duration);
    co_await timer.async_wait(boost::asio::use_awaitable_t<Executor>{});
}

}  // namespace burner::base
