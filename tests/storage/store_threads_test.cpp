#include "storage/store_threads.hpp"

#include <stdexcept>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

namespace burner::storage {
namespace {

using base::Task;

/// Runs `body` on this thread until it ends. The loop outlives the store's threads.
template <class Body>
void run_here(boost::asio::io_context& loop, Body body) {
    boost::asio::co_spawn(loop, std::move(body), [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    loop.run();
}

TEST(StoreThreads, RunsElsewhereAndResumesWhereItCameFrom) {
    boost::asio::io_context loop{1};
    StoreThreads threads{1};
    const auto here = std::this_thread::get_id();
    bool resumed = false;
    run_here(loop, [&]() -> Task<void> {
        const auto there = co_await base::run_on(threads, [] { return std::this_thread::get_id(); });
        EXPECT_NE(there, here);
        EXPECT_EQ(std::this_thread::get_id(), here);
        resumed = true;
    });
    EXPECT_TRUE(resumed);
}

TEST(StoreThreads, BringsBackWhatTheWorkThrows) {
    boost::asio::io_context loop{1};
    StoreThreads threads{1};
    const auto throwing = [&]() -> Task<void> {
        co_await threads.run([] { throw std::runtime_error("disk on fire"); });
    };
    EXPECT_THROW(run_here(loop, throwing), std::runtime_error);
}

TEST(StoreThreads, ServesManyCallersAtOnce) {
    boost::asio::io_context loop{1};
    StoreThreads threads{2};
    constexpr int callers = 100;
    int sum = 0;
    for (int i = 0; i < callers; ++i) {
        boost::asio::co_spawn(
            loop,
            [&threads, &sum, i]() -> Task<void> {
                const int answer = co_await base::run_on(threads, [i] { return 2 * i; });
                sum += answer;
            },
            boost::asio::detached);
    }
    loop.run();
    EXPECT_EQ(sum, callers * (callers - 1));
}

TEST(StoreThreads, JoinFinishesWhatWasHandedOver) {
    bool done = false;
    boost::asio::io_context loop{1};
    {
        StoreThreads threads{1};
        boost::asio::co_spawn(
            loop, [&]() -> Task<void> { co_await threads.run([&] { done = true; }); }, boost::asio::detached);
        loop.poll();
    }
    EXPECT_TRUE(done);
}

}  // namespace
}  // namespace burner::storage
