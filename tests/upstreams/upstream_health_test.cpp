#include "upstreams/upstream_health.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace burner::upstreams {
namespace {

using namespace std::chrono_literals;

const UpstreamHealth::Time start{1h};
const UpstreamHealth::Time deadline = start + 10s;

struct Upstreams {
    std::vector<UpstreamHealth> health = std::vector(3, UpstreamHealth{5s});
    std::vector<std::size_t> tries{0, 0, 0};

    std::size_t choose(UpstreamHealth::Time now = start) const {
        return choose_upstream(health, tries, "method", now, deadline);
    }
    void fail(std::size_t upstream, int times) {
        for (int i = 0; i < times; ++i) health[upstream].failed(start);
    }
};

TEST(ChooseUpstream, PrefersTheOrderOfTheList) {
    EXPECT_EQ(Upstreams{}.choose(), 0U);
}

TEST(ChooseUpstream, AvoidsOneThatHasJustFailedUntilItsCoolDownIsOver) {
    Upstreams upstreams;
    upstreams.fail(0, 1);
    EXPECT_EQ(upstreams.choose(), 1U);
    EXPECT_EQ(upstreams.choose(start + 5s), 0U);
    upstreams.health[0].succeeded();
    EXPECT_EQ(upstreams.choose(), 0U);
}

TEST(ChooseUpstream, AsksEachOnceBeforeOneTwice) {
    Upstreams upstreams;
    upstreams.tries = {1, 0, 0};
    EXPECT_EQ(upstreams.choose(), 1U);
    upstreams.tries = {1, 1, 1};
    EXPECT_EQ(upstreams.choose(), 0U);
    upstreams.tries = {1, 1, 0};
    upstreams.fail(2, 3);
    EXPECT_EQ(upstreams.choose(), 0U);
}

TEST(ChooseUpstream, LetsOneTryPerCoolDownThroughToOneThatWasGivenUp) {
    Upstreams upstreams;
    upstreams.fail(0, 3);
    EXPECT_TRUE(upstreams.health[0].open(start));
    EXPECT_EQ(upstreams.choose(start + 5s), 0U);
    upstreams.health[0].asked(start + 5s);
    EXPECT_EQ(upstreams.choose(start + 5s), 1U);
    EXPECT_EQ(upstreams.choose(start + 10s), 0U);
}

TEST(ChooseUpstream, StillChoosesWhenAllAreGivenUp) {
    Upstreams upstreams;
    for (std::size_t i = 0; i < 3; ++i) upstreams.fail(i, 3);
    EXPECT_EQ(upstreams.choose(), 0U);
}

TEST(ChooseUpstream, WaitsForALimitOnlyWhenNoOtherIsFree) {
    Upstreams upstreams;
    upstreams.health[0].limited(start + 1s);
    EXPECT_EQ(upstreams.choose(), 1U);
    upstreams.health[1].limited(start + 3s);
    upstreams.health[2].limited(start + 2s);
    EXPECT_EQ(upstreams.choose(), 0U);
    upstreams.health[0].limited(deadline);
    EXPECT_EQ(upstreams.choose(), 2U);
    upstreams.tries = {0, 1, 1};
    EXPECT_EQ(upstreams.choose(), 2U);
}

TEST(ChooseUpstream, AvoidsOneThatLacksTheMethodUntilItMayHaveIt) {
    Upstreams upstreams;
    EXPECT_TRUE(upstreams.health[0].lacks_method("method", start + 600s));
    upstreams.health[0].lacks_method("another", start + 900s);
    upstreams.fail(1, 3);
    EXPECT_EQ(upstreams.choose(), 2U);
    upstreams.fail(2, 3);
    EXPECT_EQ(upstreams.choose(), 1U);
    EXPECT_EQ(upstreams.choose(start + 600s), 0U);
    EXPECT_FALSE(upstreams.health[0].lacks_method("method", start + 1200s));
    EXPECT_TRUE(upstreams.health[0].lacks("method", start + 600s));
}

TEST(RetryBudget, AllowsABurstAndThenAShareOfTheCalls) {
    RetryBudget budget{0.25, 3};
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.take_retry());
    EXPECT_FALSE(budget.take_retry());
    int retries = 0;
    for (int i = 0; i < 400; ++i) {
        budget.count_call();
        retries += budget.take_retry() ? 1 : 0;
    }
    EXPECT_EQ(retries, 100);
    for (int i = 0; i < 400; ++i) budget.count_call();
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(budget.take_retry());
    EXPECT_FALSE(budget.take_retry());
}

}  // namespace
}  // namespace burner::upstreams
