#pragma once

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "transactions/submission_log.hpp"

namespace burner::contracts {

/// What every transactions::SubmissionLog does; `Backend` as in KeyStoreContract.
template <class Backend>
class SubmissionLogContract : public testing::Test {
  protected:
    using Submission = transactions::Submission;
    using Status = transactions::SubmissionStatus;

    static Submission submission(std::uint8_t number) {
        Submission made;
        made.digest.fill(number);
        made.project = "prj_1";
        made.wallet.bytes.fill(7);
        made.signature.bytes.fill(static_cast<std::uint8_t>(number + 100));
        made.transaction = {1, 2, 3, number};
        made.last_valid_block_height = 1'050;
        made.rebate = {{2'039'280}, {101'964}};
        made.includes = {{assets::ItemType::empty_account, assets::Action::close, made.wallet, std::nullopt},
                         {assets::ItemType::token, assets::Action::burn, made.wallet, std::nullopt}};
        made.recorded_at = base::UnixTime{std::chrono::milliseconds{1'775'736'000'000 + number}};
        return made;
    }
    static bool record_is_new(transactions::SubmissionLog& log, const Submission& submission) {
        return log.record({submission}).value().front().is_new;
    }

    Backend backend_;
};
TYPED_TEST_SUITE_P(SubmissionLogContract);

TYPED_TEST_P(SubmissionLogContract, GivesBackWhatWasRecorded) {
    auto& log = this->backend_.submission_log();
    const auto one = this->submission(1);
    const auto two = this->submission(2);
    const auto recorded = log.record({one, two}).value();
    EXPECT_EQ(recorded, (std::vector<transactions::Recorded>{{true, one.signature}, {true, two.signature}}));
    EXPECT_EQ(this->backend_.reopened_submission_log().find(one.digest).value(), one);
    EXPECT_EQ(this->backend_.reopened_submission_log().unfinished().value(), (std::vector{one, two}));
    EXPECT_EQ(log.find(this->submission(3).digest).value(), std::nullopt);
    EXPECT_EQ(this->backend_.reopened_submission_log().find_by_signature(two.signature).value(), two);
    EXPECT_EQ(log.find_by_signature(this->submission(3).signature).value(), std::nullopt);
}

TYPED_TEST_P(SubmissionLogContract, TellsDuplicatesTheSignatureOnRecord) {
    auto& log = this->backend_.submission_log();
    const auto first = this->submission(1);
    auto second = first;
    second.signature.bytes.fill(9);
    const auto recorded = log.record({first, second}).value();
    EXPECT_TRUE(recorded[0].is_new);
    EXPECT_EQ(recorded[1], (transactions::Recorded{false, first.signature}));
    EXPECT_EQ(this->backend_.reopened_submission_log().record({second}).value().front(),
              (transactions::Recorded{false, first.signature}));
    EXPECT_EQ(log.find(first.digest).value(), first);
}

TYPED_TEST_P(SubmissionLogContract, FollowsProgressUntilTheChainHasDecided) {
    auto& log = this->backend_.submission_log();
    using Status = transactions::SubmissionStatus;
    const auto one = this->submission(1);
    ASSERT_TRUE(log.record({one, this->submission(2), this->submission(3)}));
    ASSERT_TRUE(log.update(one.digest, {Status::confirmed, 77, {}}));
    EXPECT_EQ(log.unfinished()->size(), 3U);
    ASSERT_TRUE(log.update(one.digest, {Status::finalized, 77, {}}));
    ASSERT_TRUE(log.update(this->submission(2).digest, {Status::failed, 78, "InstructionError 1"}));
    EXPECT_EQ(log.unfinished().value(), std::vector{this->submission(3)});
    ASSERT_TRUE(log.update(one.digest, {Status::expired, std::nullopt, {}}));
    auto& again = this->backend_.reopened_submission_log();
    EXPECT_EQ(again.find(one.digest).value()->progress, (transactions::Progress{Status::finalized, 77, {}}));
    EXPECT_EQ(again.find(this->submission(2).digest).value()->progress.error, "InstructionError 1");
}

TYPED_TEST_P(SubmissionLogContract, RecordsAgainWhatWasRejectedAndNothingElse) {
    auto& log = this->backend_.submission_log();
    using Status = transactions::SubmissionStatus;
    const auto one = this->submission(1);
    ASSERT_TRUE(log.record({one}));
    ASSERT_TRUE(log.update(one.digest, {Status::rejected, std::nullopt, "BlockhashNotFound"}));
    EXPECT_TRUE(log.unfinished()->empty());
    EXPECT_TRUE(this->record_is_new(log, one));
    EXPECT_EQ(log.find(one.digest).value(), one);
    ASSERT_TRUE(log.update(one.digest, {Status::confirmed, 5, {}}));
    ASSERT_TRUE(log.update(one.digest, {Status::rejected, std::nullopt, {}}));
    EXPECT_FALSE(this->record_is_new(log, one));
    ASSERT_TRUE(log.update(one.digest, {Status::failed, 5, "x"}));
    EXPECT_FALSE(this->record_is_new(log, one));
}

TYPED_TEST_P(SubmissionLogContract, LetsOneOfManyParallelCallsBeNew) {
    constexpr int rounds = 25;
    for (std::uint8_t round = 0; round < rounds; ++round) {
        std::atomic<int> fresh = 0;
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            auto& log = thread % 2 == 0 ? this->backend_.submission_log() : this->backend_.reopened_submission_log();
            threads.emplace_back([this, &log, &fresh, round] {
                for (int i = 0; i < 4; ++i) fresh += this->record_is_new(log, this->submission(round)) ? 1 : 0;
            });
        }
        for (auto& thread : threads) thread.join();
        EXPECT_EQ(fresh, 1);
    }
}

REGISTER_TYPED_TEST_SUITE_P(SubmissionLogContract, GivesBackWhatWasRecorded, TellsDuplicatesTheSignatureOnRecord,
                            FollowsProgressUntilTheChainHasDecided, RecordsAgainWhatWasRejectedAndNothingElse,
                            LetsOneOfManyParallelCallsBeNew);

}  // namespace burner::contracts
