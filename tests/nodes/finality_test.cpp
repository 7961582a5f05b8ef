#include "nodes/finality.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using std::chrono::milliseconds;

class FinalityTest : public testing::Test {
  protected:
    fakes::FakeLeaseClock clock_;
    const LeaseTerms terms_;
    Finality finality_{terms_};
};

TEST_F(FinalityTest, ComesFromTheOthers) {
    finality_.applied(7, clock_.now());
    EXPECT_FALSE(finality_.is_final(7));
    finality_.raise(6);
    EXPECT_TRUE(finality_.is_final(6));
    EXPECT_FALSE(finality_.is_final(7));
    finality_.raise(5);
    EXPECT_EQ(finality_.watermark(), 6u);
}

TEST_F(FinalityTest, ComesByItselfOnceBothClocksHaveWaited) {
    finality_.applied(7, clock_.now());
    clock_.advance(terms_.wait() - milliseconds{1});
    finality_.applied(8, clock_.now());
    clock_.advance_boot(milliseconds{1});
    finality_.pass_time(clock_.now());
    EXPECT_FALSE(finality_.is_final(7));
    clock_.advance_raw(milliseconds{1});
    finality_.pass_time(clock_.now());
    EXPECT_TRUE(finality_.is_final(7));
    EXPECT_FALSE(finality_.is_final(8));
}

/// The engine may go back and give the number to another change.
TEST_F(FinalityTest, IsNotBelievedOfWhatThisNodeHasNotApplied) {
    finality_.applied(3, clock_.now());
    finality_.raise(9);
    EXPECT_EQ(finality_.watermark(), 3u);
    finality_.applied(9, clock_.now());
    EXPECT_FALSE(finality_.is_final(4));
}

TEST_F(FinalityTest, IsForgottenWhenTheEngineWentBack) {
    finality_.applied(3, clock_.now());
    finality_.raise(3);
    finality_.reset();
    EXPECT_FALSE(finality_.is_final(1));
    clock_.advance(2 * terms_.wait());
    finality_.pass_time(clock_.now());
    EXPECT_FALSE(finality_.is_final(1));
}

TEST_F(FinalityTest, OfASingleNodeIsEverything) {
    auto single = Finality::of_a_single_node();
    EXPECT_TRUE(single.is_final(1'000'000));
    single.reset();
    EXPECT_TRUE(single.is_final(1'000'000));
}

}  // namespace
}  // namespace burner::nodes
