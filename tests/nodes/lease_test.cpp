#include "nodes/lease.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using std::chrono::seconds;

class LeaseTest : public testing::Test {
  protected:
    static base::Result<int> found() { return 1; }

    fakes::FakeLeaseClock clock_;
    Lease lease_{clock_};
};

TEST_F(LeaseTest, HasToBegin) {
    EXPECT_FALSE(lease_.holds());
}

TEST_F(LeaseTest, EndsWhenEitherClockSaysSo) {
    for (const auto advance : {&fakes::FakeLeaseClock::advance_boot, &fakes::FakeLeaseClock::advance_raw}) {
        lease_.end();
        lease_.extend(clock_.now() + seconds{5});
        (clock_.*advance)(seconds{5} - std::chrono::nanoseconds{1});
        EXPECT_TRUE(lease_.holds());
        (clock_.*advance)(std::chrono::nanoseconds{1});
        EXPECT_FALSE(lease_.holds());
    }
}

TEST_F(LeaseTest, IsNeverMadeShorterThanItWas) {
    lease_.extend(clock_.now() + seconds{5});
    lease_.extend(clock_.now() + seconds{3});
    EXPECT_EQ(lease_.left(), seconds{5});
    lease_.end();
    EXPECT_FALSE(lease_.holds());
}

TEST_F(LeaseTest, OfASingleNodeAlwaysHolds) {
    EXPECT_TRUE(Lease::of_a_single_node().holds());
}

TEST_F(LeaseTest, AnswersWhenOverOnlyIfToldTo) {
    EXPECT_EQ(lease_.look_up(found), base::Result<int>{std::unexpected(no_lease())});
    const Lease stale{clock_, Lease::WhenOver::serve};
    EXPECT_EQ(stale.look_up(found), 1);
    EXPECT_FALSE(stale.holds());
    EXPECT_EQ(Lease::of_a_single_node().look_up(found), 1);
}

TEST_F(LeaseTest, AnswersWhatWasFoundWhileItHeld) {
    lease_.extend(clock_.now() + seconds{5});
    EXPECT_EQ(lease_.look_up(found), 1);
    const auto slow = [&] {
        clock_.advance(seconds{5});
        return found();
    };
    EXPECT_EQ(lease_.look_up(slow), base::Result<int>{std::unexpected(no_lease())});
}

/// The look may have missed the very change that the longer lease rests on.
TEST_F(LeaseTest, DoesNotAnswerUnderALeaseFromAfterTheLook) {
    lease_.extend(clock_.now() + seconds{5});
    const auto renewed_meanwhile = [&] {
        clock_.advance(seconds{5});
        lease_.extend(clock_.now() + seconds{5});
        return found();
    };
    EXPECT_EQ(lease_.look_up(renewed_meanwhile), base::Result<int>{std::unexpected(no_lease())});
    EXPECT_EQ(lease_.look_up(found), 1);
}

}  // namespace
}  // namespace burner::nodes
