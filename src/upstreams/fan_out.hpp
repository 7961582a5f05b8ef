#pragma once

#include <algorithm>
#include <memory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "upstreams/curl_loop.hpp"

namespace burner::upstreams {

/// Shared by the lanes of one `fan_out` and whoever waits for them.
struct Lanes {
    Lanes(boost::asio::io_context& io, std::size_t work_count)
        : count(work_count), ended(io, SteadyClock::time_point::max()) {}

    std::size_t count;
    std::size_t next = 0;
    std::size_t running = 0;
    std::exception_ptr error;
    Timer ended;
};

/// Awaits `work(i)` for every i below `count`, at most `width` at a time, on `io`'s thread. Stops handing
/// out work once a `work` has returned false. Whoever stops waiting leaves what is under way to end by
/// itself: `work` must own what it uses.
template <class Work>
base::Task<void> fan_out(boost::asio::io_context& io, std::size_t count, std::size_t width, Work work) {
    const auto lanes = std::make_shared<Lanes>(io, count);
    lanes->running = std::min(count, width);
    const auto lane = [lanes, work]() -> base::Task<void> {
        while (lanes->next < lanes->count) {
            const std::size_t index = lanes->next++;
            const bool go_on = co_await work(index);
            if (!go_on) lanes->next = lanes->count;
        }
    };
    const auto end = [lanes](std::exception_ptr error) {
        if (error) lanes->error = error;
        if (--lanes->running == 0) lanes->ended.cancel();
    };
    for (std::size_t i = 0, width_now = lanes->running; i < width_now; ++i) boost::asio::co_spawn(io, lane, end);
    while (lanes->running > 0) {
        co_await lanes->ended.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    }
    if (lanes->error) std::rethrow_exception(lanes->error);
}

}  // namespace burner::upstreams
