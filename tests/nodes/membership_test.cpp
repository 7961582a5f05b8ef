#include "nodes/membership.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using std::chrono::seconds;
using Step = Membership::Step;

class MembershipTest : public testing::Test {
  protected:
    Step next() const { return membership_.next(clock_.now()); }
    /// Joins an engine that has seven changes.
    void become_member() {
        membership_.joined();
        membership_.loaded(FeedHead{{7, 77}, 7}, clock_.now());
    }
    void renew(ChangeNumber last) { membership_.renewed(clock_.now(), Renewal{last, 0}); }

    fakes::FakeLeaseClock clock_;
    const LeaseTerms terms_;
    Lease lease_{clock_};
    Finality finality_{terms_};
    Membership membership_{lease_, finality_, terms_};
};

TEST_F(MembershipTest, JoinsLoadsAndRenewsBeforeItServes) {
    EXPECT_EQ(next(), Step::join);
    membership_.joined();
    EXPECT_EQ(next(), Step::load);
    membership_.loaded(FeedHead{{7, 77}, 5}, clock_.now());
    EXPECT_EQ(finality_.watermark(), 5u);
    EXPECT_EQ(next(), Step::renew);
    EXPECT_FALSE(lease_.holds());
    renew(7);
    EXPECT_TRUE(lease_.holds());
    EXPECT_EQ(next(), Step::rest);
    EXPECT_EQ(membership_.rest(clock_.now()), seconds{1});
}

TEST_F(MembershipTest, TheLeaseCountsFromBeforeTheRenewalWasAsked) {
    become_member();
    const auto asked = clock_.now();
    clock_.advance(seconds{2});
    membership_.renewed(asked, Renewal{7, 0});
    EXPECT_EQ(lease_.left(), seconds{3});
}

TEST_F(MembershipTest, TheLeaseWaitsForWhatTheEngineHadAtTheRenewal) {
    become_member();
    renew(8);
    EXPECT_FALSE(lease_.holds());
    EXPECT_EQ(next(), Step::read);
    membership_.read(FeedHead{{8, 88}, 0}, clock_.now());
    EXPECT_TRUE(lease_.holds());
    EXPECT_EQ(next(), Step::acknowledge);
    membership_.acknowledged(true);
    EXPECT_EQ(next(), Step::rest);
}

TEST_F(MembershipTest, ARingIsReadAndAcknowledgedAtOnce) {
    become_member();
    renew(7);
    membership_.rang();
    EXPECT_EQ(next(), Step::read);
    membership_.read(FeedHead{{8, 88}, 0}, clock_.now());
    EXPECT_EQ(next(), Step::acknowledge);
}

TEST_F(MembershipTest, ARenewalThatFailedExtendsNothingLater) {
    become_member();
    renew(8);
    membership_.failed(clock_.now());
    EXPECT_EQ(next(), Step::rest);
    clock_.advance(seconds{1});
    EXPECT_EQ(next(), Step::renew);
    membership_.read(FeedHead{{8, 88}, 0}, clock_.now());
    EXPECT_FALSE(lease_.holds());
}

/// Else it would read without end, and its lease would run out.
TEST_F(MembershipTest, ARenewalWhoseChangesTheEngineLostIsMadeAgainAtOnce) {
    become_member();
    renew(8);
    EXPECT_EQ(next(), Step::read);
    membership_.read(FeedHead{{7, 77}, 0}, clock_.now());
    EXPECT_FALSE(lease_.holds());
    EXPECT_EQ(next(), Step::renew);
    renew(7);
    EXPECT_TRUE(lease_.holds());
}

/// The engine went back, and gave the number to another change; what was rung is of the history before.
TEST_F(MembershipTest, WhatIsRungToBeFinalCountsByItsMark) {
    become_member();
    renew(7);
    membership_.rang();
    membership_.read(FeedHead{{9, 99}, 0, {{8, 88}, {9, 99}}}, clock_.now());
    membership_.final({8, 80});
    membership_.final({10, 110});
    EXPECT_EQ(finality_.watermark(), 7u);
    membership_.final({8, 88});
    EXPECT_EQ(finality_.watermark(), 8u);
    membership_.final({9, 99});
    EXPECT_EQ(finality_.watermark(), 9u);
}

TEST_F(MembershipTest, WithoutItsRowItJoinsAgainAndWritesWhatItKnows) {
    become_member();
    renew(7);
    finality_.raise(7);
    membership_.renewed(clock_.now(), std::nullopt);
    EXPECT_FALSE(lease_.holds());
    EXPECT_FALSE(finality_.is_final(7));
    EXPECT_EQ(next(), Step::join);
    membership_.joined();
    EXPECT_EQ(next(), Step::restore);
    membership_.restored({9, 99});
    EXPECT_EQ(membership_.must_contain(), (FeedPosition{9, 99}));
    EXPECT_EQ(next(), Step::load);
}

/// The engine may have gone back once more, between what was written again and what was read.
TEST_F(MembershipTest, WhatWasWrittenAgainMustBeThereWhenAllIsRead) {
    become_member();
    membership_.acknowledged(false);
    membership_.joined();
    membership_.restored({9, 99});
    membership_.loaded(std::nullopt, clock_.now());
    EXPECT_EQ(next(), Step::join);
    EXPECT_EQ(membership_.applied(), (FeedPosition{7, 77}));
}

}  // namespace
}  // namespace burner::nodes
