#include "nodes/lease.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using std::chrono::seconds;

class LeaseTest : public testing::Test {
  protected:
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

TEST_F(LeaseTest, PermitsAnswersWhenOverOnlyIfToldTo) {
    EXPECT_FALSE(lease_.permits_answers());
    const Lease stale{clock_, Lease::WhenOver::serve};
    EXPECT_TRUE(stale.permits_answers());
    EXPECT_FALSE(stale.holds());
}

}  // namespace
}  // namespace burner::nodes
