#include "base/semaphore.hpp"

#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>

namespace burner::base {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class SemaphoreTest : public testing::Test {
  protected:
    void spawn(std::function<Task<void>()> task) {
        boost::asio::co_spawn(io_, std::move(task), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
    }
    /// Takes a permit, says so, and keeps it for some turns of the loop.
    void work(int number, int turns, std::chrono::milliseconds patience = 10s) {
        spawn([this, number, turns, patience]() -> Task<void> {
            using Executor = base::Executor;
            const auto permit = co_await semaphore_.take(patience);
            if (!permit) {
                refused_.push_back(number);
                co_return;
            }
            order_.push_back(number);
            max_working_ = std::max(max_working_, ++working_);
            for (int i = 0; i < turns; ++i) co_await boost::asio::post(io_, boost::asio::use_awaitable_t<Executor>{});
            --working_;
        });
    }

    boost::asio::io_context io_;
    Semaphore semaphore_{2};
    std::vector<int> order_, refused_;
    int working_ = 0;
    int max_working_ = 0;
};

TEST_F(SemaphoreTest, GivesPermitsInOrder) {
    for (int i = 0; i < 6; ++i) work(i, 10 - i);
    io_.run();
    EXPECT_THAT(order_, ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_EQ(max_working_, 2);
}

TEST_F(SemaphoreTest, IsNotWaitedForWithoutEnd) {
    std::optional<Semaphore::Permit> first, second;
    spawn([&]() -> Task<void> { first.emplace(*co_await semaphore_.take(0ms)); });
    spawn([&]() -> Task<void> { second.emplace(*co_await semaphore_.take(0ms)); });
    work(1, 0, 1ms);
    work(2, 0, 10s);
    while (refused_.empty()) io_.run_one();
    EXPECT_THAT(order_, ElementsAre());
    first.reset();
    io_.run();
    EXPECT_THAT(refused_, ElementsAre(1));
    EXPECT_THAT(order_, ElementsAre(2));
}

TEST_F(SemaphoreTest, GetsPermitsBackFromWhoeverIsGone) {
    {
        boost::asio::io_context other;
        boost::asio::co_spawn(
            other,
            [this]() -> Task<void> {
                const auto a = co_await semaphore_.take(10s);
                const auto b = co_await semaphore_.take(10s);
                co_await semaphore_.take(10s);  // never comes
            },
            [](const std::exception_ptr&) {});
        other.poll();
    }
    for (int i = 0; i < 3; ++i) work(i, 1);
    io_.run();
    EXPECT_THAT(order_, ElementsAre(0, 1, 2));
}

}  // namespace
}  // namespace burner::base
