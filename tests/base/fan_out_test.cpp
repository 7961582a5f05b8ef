#include "base/fan_out.hpp"

#include <functional>
#include <stdexcept>

#include <boost/asio/post.hpp>
#include <gmock/gmock.h>

namespace burner::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FanOutTest : public testing::Test {
  protected:
    /// Each work takes as many turns of the loop as `turns` says; what `gives` says is its result, after an exception.
    bool run(std::size_t count, std::size_t width) {
        bool result = false;
        std::exception_ptr failure;
        boost::asio::co_spawn(
            io_,
            [&]() -> Task<void> { result = co_await fan_out(count, width, [this](std::size_t i) { return work(i); }); },
            [&](std::exception_ptr thrown) { failure = std::move(thrown); });
        io_.run();
        if (failure) std::rethrow_exception(failure);
        return result;
    }

    Task<bool> work(std::size_t i) {
        using Executor = base::Executor;
        begun_.push_back(i);
        max_working_ = std::max(max_working_, ++working_);
        for (std::size_t turn = 0; turn < turns_(i); ++turn) {
            co_await boost::asio::post(io_, boost::asio::use_awaitable_t<Executor>{});
        }
        --working_;
        ended_.push_back(i);
        co_return gives_(i);
    }

    boost::asio::io_context io_;
    std::function<std::size_t(std::size_t)> turns_ = [](std::size_t) { return 1; };
    std::function<bool(std::size_t)> gives_ = [](std::size_t) { return true; };
    std::vector<std::size_t> begun_, ended_;
    int working_ = 0;
    int max_working_ = 0;
};

TEST_F(FanOutTest, DoesEverythingOnceInOrderAndSoMuchAtATime) {
    EXPECT_TRUE(run(7, 3));
    EXPECT_THAT(begun_, ElementsAre(0, 1, 2, 3, 4, 5, 6));
    EXPECT_EQ(max_working_, 3);
}

TEST_F(FanOutTest, WhatTakesLongHoldsUpNothing) {
    turns_ = [](std::size_t i) { return i == 0 ? 100 : 1; };
    EXPECT_TRUE(run(4, 2));
    EXPECT_THAT(ended_, ElementsAre(1, 2, 3, 0));
}

TEST_F(FanOutTest, UsesNoMoreLanesThanThereIsWork) {
    EXPECT_TRUE(run(2, 16));
    EXPECT_EQ(max_working_, 2);
}

TEST_F(FanOutTest, HasNothingToDoWithoutWork) {
    EXPECT_TRUE(run(0, 4));
    EXPECT_THAT(begun_, IsEmpty());
}

TEST_F(FanOutTest, BeginsNoMoreOnceOneHasSaidNo) {
    gives_ = [](std::size_t i) { return i != 1; };
    turns_ = [](std::size_t i) { return i == 0 ? 5 : 1; };
    EXPECT_FALSE(run(9, 2));
    EXPECT_THAT(begun_, ElementsAre(0, 1));
    EXPECT_THAT(ended_, ElementsAre(1, 0));
}

TEST_F(FanOutTest, RethrowsAfterTheOthersHaveEnded) {
    gives_ = [](std::size_t i) -> bool { return i == 1 ? throw std::runtime_error("no") : true; };
    turns_ = [](std::size_t i) { return i == 0 ? 5 : 1; };
    EXPECT_THROW(run(3, 2), std::runtime_error);
    EXPECT_THAT(begun_, ElementsAre(0, 1, 2));
    EXPECT_THAT(ended_, ElementsAre(1, 0, 2));
}

/// Works that end at once would nest the deeper the more there are.
TEST_F(FanOutTest, TakesAnyNumber) {
    turns_ = [](std::size_t) { return 0; };
    EXPECT_TRUE(run(100'000, 1));
    EXPECT_EQ(ended_.size(), 100'000U);
}

}  // namespace
}  // namespace burner::base
