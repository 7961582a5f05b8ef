// How much memory request bodies may take, in all and for one owner.
#include "http/body_budget.hpp"

#include <gtest/gtest.h>

namespace burner::http {
namespace {

class BodyBudgetTest : public testing::Test {
  protected:
    BodyBudgetTest() {
        limits_.free_body_bytes = 10;
        limits_.body_budget = 100;
        limits_.body_budget_of_owner = 60;
    }
    /// 0 where it fits.
    int status_of(BodyBudget::Share& share, std::size_t bytes, std::size_t owner) {
        const auto grown = share.grow_to(bytes, owner, limits_);
        return grown ? 0 : grown.error().status;
    }

    Limits limits_;
    BodyBudget budget_;
};

TEST_F(BodyBudgetTest, TakesNothingForSmallBodies) {
    limits_.body_budget = limits_.body_budget_of_owner = 0;
    BodyBudget::Share small{budget_}, large{budget_};
    EXPECT_EQ(status_of(small, 10, 1), 0);
    EXPECT_EQ(budget_.bytes(), 0U);
    EXPECT_EQ(status_of(large, 11, 1), 429);
}

TEST_F(BodyBudgetTest, BoundsOneOwnerBeforeAll) {
    BodyBudget::Share a{budget_}, b{budget_}, c{budget_}, d{budget_};
    EXPECT_EQ(status_of(a, 40, 1), 0);
    EXPECT_EQ(status_of(b, 21, 1), 429);
    EXPECT_EQ(status_of(b, 20, 1), 0);
    EXPECT_EQ(status_of(c, 41, 2), 503);
    EXPECT_EQ(status_of(c, 40, 2), 0);
    EXPECT_EQ(status_of(d, 11, 1), 429);
    EXPECT_EQ(status_of(d, 11, 3), 503);
    EXPECT_EQ(budget_.bytes(), 100U);
}

TEST_F(BodyBudgetTest, CountsWhatABodyGrowsBy) {
    BodyBudget::Share growing{budget_}, other{budget_};
    EXPECT_EQ(status_of(growing, 20, 1), 0);
    EXPECT_EQ(status_of(growing, 60, 1), 0);
    EXPECT_EQ(status_of(growing, 30, 1), 0);
    EXPECT_EQ(budget_.bytes(), 60U);
    EXPECT_EQ(status_of(growing, 61, 1), 429);
    EXPECT_EQ(status_of(other, 40, 2), 0);
}

TEST_F(BodyBudgetTest, GivesBackWhatABodyTook) {
    {
        BodyBudget::Share a{budget_}, b{budget_};
        EXPECT_EQ(status_of(a, 60, 1), 0);
        EXPECT_EQ(status_of(b, 40, 2), 0);
        a.release();
        EXPECT_EQ(budget_.bytes(), 40U);
        EXPECT_EQ(status_of(a, 60, 2), 429);
        EXPECT_EQ(status_of(a, 60, 3), 0);
    }
    EXPECT_EQ(budget_.bytes(), 0U);
}

}  // namespace
}  // namespace burner::http
