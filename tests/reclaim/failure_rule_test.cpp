// When no more is signed.

#include "reclaim/run/failure_rule.hpp"

#include <gtest/gtest.h>

namespace burner::test {
namespace {

/// `x` is a failure.
std::string why_stop(std::string_view outcomes) {
    reclaim::FailureRule rule;
    for (const char outcome : outcomes) rule.note(outcome == 'x');
    return rule.why_stop();
}

TEST(FailureRule, StopsAfterThreeInARow) {
    EXPECT_EQ(why_stop(""), "");
    EXPECT_EQ(why_stop("xx"), "");
    EXPECT_EQ(why_stop("xxx"), "3 transactions in a row failed on the chain");
    EXPECT_EQ(why_stop("............xx.xx."), "");
    EXPECT_NE(why_stop("............xxx"), "");
}

TEST(FailureRule, StopsWhenMostOfTheFirstTenFailed) {
    EXPECT_EQ(why_stop("x.x.x.x.x."), "");
    EXPECT_EQ(why_stop("xx.xx.xx.."), "6 of the first 8 transactions failed on the chain");
    EXPECT_EQ(why_stop("..........xx.xx.xx.xx"), "");
}

TEST(FailureRule, DoesNotChangeItsMind) {
    EXPECT_EQ(why_stop("xxx......."), why_stop("xxx"));
}

}  // namespace
}  // namespace burner::test
