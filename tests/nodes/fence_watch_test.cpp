#include "nodes/fence_watch.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

class FenceWatchTest : public testing::Test {
  protected:
    static LiveNodes nodes(std::uint64_t renewals, std::string engine = "engine 1") {
        return {std::move(engine), {{{"me", {}, {}, {}}, 1, 0}, {{"other", {}, {}, {}}, renewals, 0}}};
    }
    std::size_t dead(const LiveNodes& live) { return watch_.look(live, clock_.now()).size(); }

    fakes::FakeLeaseClock clock_;
    const LeaseTerms terms_;
    FenceWatch watch_{"me", terms_};
};

TEST_F(FenceWatchTest, FindsWhoDoesNotRenewWhileEveryLeaseEnds) {
    EXPECT_EQ(dead(nodes(5)), 0u);
    clock_.advance(terms_.wait() - std::chrono::nanoseconds{1});
    EXPECT_EQ(dead(nodes(5)), 0u);
    clock_.advance_boot(std::chrono::nanoseconds{1});
    EXPECT_EQ(dead(nodes(5)), 0u);
    clock_.advance_raw(std::chrono::nanoseconds{1});
    const auto found = watch_.look(nodes(5), clock_.now());
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].id, "other");
    EXPECT_EQ(found[0].renewals, 5u);
}

TEST_F(FenceWatchTest, ARenewalBeginsTheWaitAnew) {
    dead(nodes(5));
    clock_.advance(terms_.wait());
    EXPECT_EQ(dead(nodes(6)), 0u);
    clock_.advance(terms_.wait());
    EXPECT_EQ(dead(nodes(6)), 1u);
}

TEST_F(FenceWatchTest, WhatAnotherEngineOrConnectionToldCountsForNothing) {
    dead(nodes(5));
    clock_.advance(terms_.wait());
    EXPECT_EQ(dead(nodes(5, "engine 2")), 0u);
    clock_.advance(terms_.wait());
    watch_.forget();
    EXPECT_EQ(dead(nodes(5, "engine 2")), 0u);
}

}  // namespace
}  // namespace burner::nodes
