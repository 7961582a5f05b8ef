#include "transactions/submissions/promise.hpp"

#include "fakes/change_submission.hpp"
#include "fakes/small_runtime.hpp"
#include "transactions/submissions/promise_watch.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

using solana::LandedTransaction;

/// A submission of a close (account 10) and a burn of 5 tokens (account 11), confirmed, and what an honest cluster
/// records of it.
class PromiseTest : public SubmitTest {
  protected:
    PromiseTest() {
        signature_ = *submit_one(signed_entry()).signature;
        rpc_.calls.clear();
        confirm(SubmissionStatus::confirmed);
        landed_ = honest();
    }
    void confirm(SubmissionStatus status) { EXPECT_TRUE(fakes::change(log_, logged().digest, {status, 1'010, {}})); }

    LandedTransaction honest() {
        fakes::SmallRuntime runtime(rpc_.accounts, rpc_.lamports_per_byte, {});
        EXPECT_FALSE(runtime.run(logged().transaction).error);
        const auto message = solana::parse_transaction(logged().transaction).value().message;
        LandedTransaction landed;
        for (const auto& key : message.keys) {
            landed.before.push_back(lamports(rpc_.accounts, key));
            landed.after.push_back(lamports(runtime.accounts(), key));
        }
        const auto gained = landed.after[0].value + built_.rebate.donation.value - landed.before[0].value;
        landed.fee = {built_.rebate.gross.value - gained};
        burned_ = place_of(message, key(11));
        closed_ = place_of(message, key(10));
        landed.tokens_before = {{burned_, key(600), 5}, {closed_, key(600), 0}};
        return landed;
    }
    static base::Lamports lamports(const fakes::SmallRuntime::Accounts& accounts, const solana::Pubkey& key) {
        const auto found = accounts.find(key);
        return found == accounts.end() ? base::Lamports{} : found->second.lamports;
    }
    static std::size_t place_of(const solana::Message& message, const solana::Pubkey& key) {
        return static_cast<std::size_t>(std::ranges::find(message.keys, key) - message.keys.begin());
    }
    PromiseVerdict verdict() { return check_promise(logged(), landed_).verdict; }
    std::string detail() { return check_promise(logged(), landed_).detail; }

    /// Makes one pass of a watch that knows the log alone.
    base::Result<void> pass() {
        PromiseWatch watch(
            rpc_, log_, runner_, fakes::all_duties, [this](const Submission& submission, const PromiseCheck& check) {
                told_.emplace_back(submission.signature, check.verdict);
                return told_fails_ ? base::Result<void>{base::fail(base::ErrorCode::overloaded, "disk full")}
                                   : base::Result<void>{};
            });
        return fakes::run_task(watch.pass());
    }

    solana::Signature signature_;
    LandedTransaction landed_;
    std::size_t burned_ = 0, closed_ = 0;  ///< places among the keys
    std::vector<std::pair<solana::Signature, PromiseVerdict>> told_;
    bool told_fails_ = false;
};

TEST_F(PromiseTest, IsKeptByAnHonestCluster) {
    EXPECT_EQ(verdict(), PromiseVerdict::kept) << detail();
    EXPECT_EQ(detail(), "");
}

TEST_F(PromiseTest, IsBrokenWhereTheWalletGainedAnotherSum) {
    for (const std::int64_t more : {-1, 1, 1'000'000}) {
        landed_ = honest();
        landed_.after[0].value += static_cast<std::uint64_t>(more);
        EXPECT_EQ(verdict(), PromiseVerdict::broken);
    }
    EXPECT_THAT(detail(), testing::HasSubstr("the wallet gained"));
}

TEST_F(PromiseTest, IsBrokenWhereAnAccountIsStillThere) {
    for (const auto place : {closed_, burned_}) {
        landed_ = honest();
        landed_.after[place] = {1};
        EXPECT_EQ(verdict(), PromiseVerdict::broken);
    }
    EXPECT_THAT(detail(), testing::HasSubstr("was to be closed and still holds 1 lamports"));
}

TEST_F(PromiseTest, IsBrokenWhereAnotherAmountWasBurned) {
    landed_.tokens_before[0].amount = 6;
    EXPECT_EQ(verdict(), PromiseVerdict::broken);
    landed_.tokens_after = {{burned_, key(600), 1}};
    EXPECT_EQ(verdict(), PromiseVerdict::kept);
    landed_.tokens_before.clear();
    EXPECT_EQ(verdict(), PromiseVerdict::broken);
    EXPECT_THAT(detail(), testing::HasSubstr("5 tokens of " + to_base58(key(11)) + " were to be burned"));
}

TEST_F(PromiseTest, IsUnknownWhereTheAnswerIsMissingOrOfAnotherTransaction) {
    EXPECT_EQ(check_promise(logged(), std::nullopt).verdict, PromiseVerdict::unknown);
    landed_.failed = true;
    EXPECT_EQ(verdict(), PromiseVerdict::unknown);
    landed_ = honest();
    landed_.after.pop_back();
    EXPECT_EQ(verdict(), PromiseVerdict::unknown);
    landed_ = honest();
    landed_.before.emplace_back();
    EXPECT_EQ(verdict(), PromiseVerdict::unknown);
}

TEST_F(PromiseTest, IsCheckedOnceWithOneCallAlsoAfterARestart) {
    rpc_.landed[signature_] = landed_;
    ASSERT_TRUE(pass());
    ASSERT_TRUE(pass());
    confirm(SubmissionStatus::finalized);
    ASSERT_TRUE(pass());
    EXPECT_THAT(told_, ElementsAre(std::pair{signature_, PromiseVerdict::kept}));
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::transaction], 1);
    EXPECT_EQ(rpc_.total_calls(), 1);
}

TEST_F(PromiseTest, ALyingClusterIsTold) {
    rpc_.landed[signature_] = landed_;
    rpc_.landed[signature_].after[0].value -= 5;
    ASSERT_TRUE(pass());
    EXPECT_THAT(told_, ElementsAre(std::pair{signature_, PromiseVerdict::broken}));
}

TEST_F(PromiseTest, WaitsForANodeThatLagsUntilTheSubmissionIsFinal) {
    ASSERT_TRUE(pass());
    EXPECT_TRUE(told_.empty());
    confirm(SubmissionStatus::finalized);
    ASSERT_TRUE(pass());
    ASSERT_TRUE(pass());
    EXPECT_THAT(told_, ElementsAre(std::pair{signature_, PromiseVerdict::unknown}));
}

TEST_F(PromiseTest, AnAnswerThatCannotBeHadIsUnknownAndIsNotAskedForAgain) {
    rpc_.failing = {FakeRpc::Method::transaction};
    ASSERT_TRUE(pass());
    ASSERT_TRUE(pass());
    EXPECT_THAT(told_, ElementsAre(std::pair{signature_, PromiseVerdict::unknown}));
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::transaction], 1);
}

TEST_F(PromiseTest, WhatCouldNotBeToldIsCheckedAgain) {
    rpc_.landed[signature_] = landed_;
    told_fails_ = true;
    EXPECT_FALSE(pass());
    told_fails_ = false;
    ASSERT_TRUE(pass());
    EXPECT_EQ(told_.size(), 2U);
}

}  // namespace
}  // namespace burner::transactions
