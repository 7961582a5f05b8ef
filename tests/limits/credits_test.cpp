#include "limits/credits.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"
#include "fakes/stores/window_store.hpp"
#include "limits/shared_rate_limit.hpp"

namespace burner::limits {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Two nodes, and a store that both of them reach in no time.
class CreditsTest : public testing::Test {
  protected:
    struct Node {
        Node(std::string name, const base::LeaseClock& clock) : id(std::move(name)), credits(window_rules(), clock) {
            credits.set_nodes(id, {"a", "b"});
        }
        std::string id;
        Credits credits;
    };

    static CreditUse one(std::uint64_t limit = 100, std::uint64_t amount = 1) {
        return {.key = "key_1", .limit = limit, .amount = amount};
    }
    static CreditVerdict use(Node& node, const CreditUse& what = one()) { return node.credits.use(what).verdict; }
    /// Does what a batch says.
    void exchange(Node& node) {
        const CreditBatch batch = node.credits.begin();
        recalls_.insert(recalls_.end(), batch.recalls.begin(), batch.recalls.end());
        if (!batch.returns.empty()) EXPECT_TRUE(store_.give_back(batch.node, batch.returns));
        if (!batch.asks.empty()) node.credits.finish(batch, store_.take(batch.node, batch.asks));
    }
    /// Waits for credits as a request does, without recalls being heard.
    CreditAnswer wait_for(Node& node, const CreditUse& what = one()) {
        node.credits.wait(what);
        auto answer = node.credits.use(what);
        while (answer.verdict == CreditVerdict::undecided && node.credits.has_work()) {
            exchange(node);
            answer = node.credits.use(what);
        }
        node.credits.leave(what);
        exchange(node);
        return answer;
    }
    std::uint64_t spend_all(Node& node, const CreditUse& what = one()) {
        std::uint64_t admitted = 0;
        while (wait_for(node, what).verdict == CreditVerdict::admitted) ++admitted;
        return admitted;
    }
    static void fail(Node& node) {
        node.credits.finish(node.credits.begin(), base::fail(base::ErrorCode::overloaded, "the store is away"));
    }
    void pass(milliseconds time) {
        clock_.advance(time);
        store_time_ += time;
    }

    fakes::FakeLeaseClock clock_;
    milliseconds store_time_{5'000};
    storage::MemoryWindowStore store_{[this] { return store_time_; }};
    std::vector<std::string> recalls_;
    Node a_{"a", clock_}, b_{"b", clock_};
};

TEST_F(CreditsTest, TheFirstRequestAsksAndLaterOnesAreAdmittedFromMemory) {
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
    exchange(a_);
    EXPECT_EQ(a_.credits.use(one()).remaining, 99u);  // 24 here, 75 that no node has
    for (int i = 0; i < 12; ++i) {
        EXPECT_FALSE(a_.credits.has_work());
        EXPECT_EQ(use(a_), CreditVerdict::admitted);
    }
}

TEST_F(CreditsTest, LessThanHalfABlockAsksAheadAndNobodyWaits) {
    use(a_);
    exchange(a_);
    int admitted = 0;
    while (use(a_) == CreditVerdict::admitted) {
        if (a_.credits.has_work()) exchange(a_);
        ++admitted;
    }
    EXPECT_EQ(admitted, 100);
}

TEST_F(CreditsTest, AllAsksSinceTheLastExchangeGoInOneBatch) {
    for (const char* const key : {"one", "two", "three"}) a_.credits.use({.key = key, .limit = 100});
    for (int i = 0; i < 10; ++i) a_.credits.use({.key = "one", .limit = 100});
    EXPECT_EQ(a_.credits.begin().asks.size(), 3u);
    EXPECT_TRUE(a_.credits.begin().empty());
}

TEST_F(CreditsTest, AnEmptyPoolRecallsWhatOthersHold) {
    wait_for(b_);  // takes 25
    EXPECT_EQ(spend_all(a_), 75u);
    EXPECT_EQ(recalls_, std::vector<std::string>{"key_1"});
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
    b_.credits.recalled("key_1");
    exchange(b_);
    pass(milliseconds{3});
    EXPECT_EQ(spend_all(a_), 24u);
    const auto refused = a_.credits.use(one());
    EXPECT_EQ(refused.verdict, CreditVerdict::refused);
    EXPECT_TRUE(refused.is_spent);
    EXPECT_GE(refused.retry_after, milliseconds{59'997});
}

TEST_F(CreditsTest, CreditsLeaveMemoryBeforeTheyAreGivenBack) {
    wait_for(b_);
    b_.credits.recalled("key_1");
    EXPECT_EQ(use(b_), CreditVerdict::undecided);
    const CreditBatch batch = b_.credits.begin();
    ASSERT_EQ(batch.returns.size(), 1u);
    EXPECT_EQ(batch.returns[0].amount, 24u);
}

TEST_F(CreditsTest, WhoGivesNothingBackIsWaitedForAHundredMilliseconds) {
    wait_for(b_);
    spend_all(a_);
    pass(milliseconds{99});
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
    pass(milliseconds{1});
    const auto refused = a_.credits.use(one());
    EXPECT_EQ(refused.verdict, CreditVerdict::refused);
    EXPECT_FALSE(refused.is_spent);
    EXPECT_EQ(refused.retry_after, seconds{1});
    pass(seconds{1});
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
}

TEST_F(CreditsTest, ADeadNodeIsNotWaitedFor) {
    wait_for(b_);
    a_.credits.set_nodes("a", {"a"});
    EXPECT_EQ(spend_all(a_), 75u);
    EXPECT_TRUE(a_.credits.use(one()).is_spent);
}

TEST_F(CreditsTest, InATightWindowACreditNobodyWaitsForGoesBack) {
    wait_for(b_);
    spend_all(a_);
    b_.credits.recalled("key_1");
    exchange(b_);
    pass(milliseconds{3});
    a_.credits.wait(one());
    use(a_);
    const CreditBatch batch = a_.credits.begin();
    const auto grants = store_.take(batch.node, batch.asks);
    EXPECT_EQ((*grants)[0].granted, 1u);
    a_.credits.leave(one());  // it gave up
    a_.credits.finish(batch, grants);
    EXPECT_EQ(a_.credits.begin().returns.at(0).amount, 1u);
}

TEST_F(CreditsTest, WhatIsGrantedWhileARecallArrivesGoesBackToo) {
    use(b_);
    const CreditBatch batch = b_.credits.begin();
    const auto grants = store_.take(batch.node, batch.asks);
    b_.credits.recalled("key_1");
    b_.credits.finish(batch, grants);
    EXPECT_EQ(b_.credits.begin().returns.at(0).amount, 25u);
}

TEST_F(CreditsTest, WhoGivesBackWhileMoreIsOnItsWayIsStillAHolder) {
    wait_for(a_);
    std::uint64_t used = 1;
    while (!a_.credits.has_work()) used += use(a_) == CreditVerdict::admitted ? 1 : 0;
    const CreditBatch batch = a_.credits.begin();  // asks ahead
    const auto grants = store_.take(batch.node, batch.asks);
    a_.credits.wait(one());
    a_.credits.recalled("key_1");
    a_.credits.finish(batch, grants);
    exchange(a_);  // gives back what it had before
    a_.credits.leave(one());
    exchange(a_);  // and now the rest
    EXPECT_EQ(spend_all(b_), 100 - used);
    EXPECT_TRUE(b_.credits.use(one()).is_spent);
}

TEST_F(CreditsTest, AWindowEndsForANodeNoLaterThanForTheStore) {
    wait_for(a_);
    pass(milliseconds{59'600});
    EXPECT_EQ(use(a_), CreditVerdict::admitted);
    pass(milliseconds{150});  // before the store's end, by as much as clocks may differ
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
}

TEST_F(CreditsTest, ANodeThatJoinsAWindowLateLeavesItWithTheOthers) {
    wait_for(b_);
    pass(seconds{50});
    wait_for(a_);
    pass(milliseconds{9'900});
    EXPECT_EQ(use(a_), CreditVerdict::admitted);
    pass(milliseconds{100});
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
}

TEST_F(CreditsTest, AMachineThatSleptHasNoCreditsOfAnOldWindow) {
    wait_for(a_);
    clock_.suspend(seconds{60});
    EXPECT_EQ(use(a_), CreditVerdict::undecided);
}

TEST_F(CreditsTest, AnAskThatArrivesInTheNextWindowOpensNone) {
    wait_for(a_);
    while (!a_.credits.has_work()) use(a_);
    const CreditBatch batch = a_.credits.begin();  // asks ahead
    pass(seconds{61});
    const auto grants = store_.take(batch.node, batch.asks);
    EXPECT_EQ((*grants)[0].granted, 0u);
    EXPECT_EQ(store_.open("key_1"), any_period);
    a_.credits.finish(batch, grants);
    EXPECT_EQ(spend_all(a_), 100u);
}

TEST_F(CreditsTest, ARaisedLimitHoldsAtOnce) {
    a_.credits.set_nodes("a", {"a"});
    EXPECT_EQ(spend_all(a_, one(10)), 10u);
    EXPECT_EQ(use(a_, one(10)), CreditVerdict::refused);
    EXPECT_EQ(spend_all(a_, one(11)), 1u);
}

TEST_F(CreditsTest, ARequestMayCostMoreThanOne) {
    EXPECT_EQ(wait_for(a_, one(100, 60)).verdict, CreditVerdict::admitted);
    EXPECT_EQ(wait_for(a_, one(100, 60)).verdict, CreditVerdict::refused);
    EXPECT_EQ(wait_for(b_, one(100, 40)).verdict, CreditVerdict::admitted);
    EXPECT_EQ(wait_for(b_, one(100, 1)).verdict, CreditVerdict::refused);
}

TEST_F(CreditsTest, WithoutTheStoreEachNodeHasItsShareOfWhatWasLeft) {
    wait_for(a_);  // 24 here, 75 left
    while (use(a_) == CreditVerdict::admitted) {
    }
    fail(a_);
    std::uint64_t admitted = 0;
    while (use(a_) == CreditVerdict::admitted) ++admitted;
    EXPECT_EQ(admitted, 37u);
    EXPECT_EQ(a_.credits.use(one()).retry_after, seconds{1});
    use(b_);
    fail(b_);
    admitted = 0;
    while (use(b_) == CreditVerdict::admitted) ++admitted;
    EXPECT_EQ(admitted, 50u);  // of a window that it knows nothing of
}

TEST_F(CreditsTest, AStoreThatFailedIsAskedAgainAfterAPause) {
    use(a_);
    fail(a_);
    while (use(a_) == CreditVerdict::admitted) {
    }
    pass(milliseconds{250});
    EXPECT_EQ(wait_for(a_).verdict, CreditVerdict::admitted);
    EXPECT_EQ(a_.credits.use(one()).remaining, 98u);
}

TEST_F(CreditsTest, AStoreThatHangsIsWaitedForAndThenDoneWithout) {
    use(a_);
    const CreditBatch batch = a_.credits.begin();
    pass(milliseconds{100});
    EXPECT_EQ(a_.credits.give_up(one()).verdict, CreditVerdict::refused);
    EXPECT_EQ(a_.credits.give_up(one()).retry_after, seconds{1});
    pass(milliseconds{900});
    EXPECT_EQ(use(a_), CreditVerdict::admitted);
    a_.credits.finish(batch, store_.take(batch.node, batch.asks));
    EXPECT_EQ(a_.credits.use(one()).remaining, 99u);
}

TEST_F(CreditsTest, ClosingGivesBackWhatIsUnspent) {
    wait_for(a_);
    a_.credits.close();
    exchange(a_);
    EXPECT_EQ(spend_all(b_), 99u);
    EXPECT_TRUE(b_.credits.use(one()).is_spent);
}

TEST(CreditsFor, AreAShareOfWhatIsLeftAndWhatIsWanted) {
    CreditAsk ask{.limit = 600, .want = 0, .ahead = 600};
    EXPECT_EQ(credits_for(ask, 600, false, 4), 75u);
    EXPECT_EQ(credits_for(ask, 601, false, 4), 76u);
    EXPECT_EQ(credits_for(ask, 1, false, 16), 1u);
    EXPECT_EQ(credits_for(ask, 0, false, 4), 0u);
    EXPECT_EQ(credits_for(ask, 600, true, 4), 0u);
    ask.want = 100;
    EXPECT_EQ(credits_for(ask, 600, false, 4), 100u);
    EXPECT_EQ(credits_for(ask, 600, true, 4), 100u);
    EXPECT_EQ(credits_for(ask, 60, false, 4), 60u);
    ask = {.want = 1, .ahead = 10};
    EXPECT_EQ(credits_for(ask, 1'000'000, false, 1), 10u);
}

}  // namespace
}  // namespace burner::limits
