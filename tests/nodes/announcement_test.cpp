#include "nodes/announcement.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using Step = Announcement::Step;

class AnnouncementTest : public testing::Test {
  protected:
    Step next() const { return announcement_.next(clock_.now()); }

    fakes::FakeLeaseClock clock_;
    const LeaseTerms terms_;
    Announcement announcement_{clock_.now(), terms_};
};

TEST_F(AnnouncementTest, IsDoneWhenAllHaveAcknowledged) {
    EXPECT_EQ(next(), Step::ask);
    announcement_.answered(false);
    EXPECT_EQ(next(), Step::pause);
    announcement_.pause(clock_.now());
    EXPECT_EQ(next(), Step::ask);
    announcement_.answered(true);
    EXPECT_EQ(next(), Step::done);
}

TEST_F(AnnouncementTest, AsksEverMoreRarely) {
    EXPECT_EQ(announcement_.pause(clock_.now()), microseconds{300});
    EXPECT_EQ(announcement_.pause(clock_.now()), microseconds{450});
    for (int i = 0; i < 20; ++i) announcement_.pause(clock_.now());
    EXPECT_EQ(announcement_.pause(clock_.now()), milliseconds{20});
}

/// Five seconds, one percent and fifty milliseconds: no lease from before can be left on either of the clocks.
TEST_F(AnnouncementTest, IsDoneWhenBothClocksHaveWaitedThoughNobodyAnswers) {
    EXPECT_EQ(terms_.wait(), milliseconds{5'100});
    clock_.advance(milliseconds{5'099});
    EXPECT_EQ(next(), Step::ask);
    EXPECT_LE(announcement_.pause(clock_.now()), milliseconds{1});
    clock_.advance_boot(milliseconds{1});
    EXPECT_EQ(next(), Step::ask);
    clock_.advance_raw(milliseconds{1});
    EXPECT_EQ(next(), Step::done);
}

}  // namespace
}  // namespace burner::nodes
