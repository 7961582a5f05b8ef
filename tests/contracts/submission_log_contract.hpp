#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "contracts/submission_contract.hpp"
#include "fakes/change_submission.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "webhooks/delivery_log.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::contracts {

/// The contract of every transactions::SubmissionLog but for its sums.
template <class Backend>
class SubmissionLogContract : public SubmissionContract<Backend> {};
TYPED_TEST_SUITE_P(SubmissionLogContract);

TYPED_TEST_P(SubmissionLogContract, GivesBackWhatWasRecorded) {
    auto& log = this->backend_.submission_log();
    const auto one = this->submission(1);
    const auto two = this->submission(2);
    const auto recorded = log.record({one, two}).value();
    EXPECT_EQ(recorded, (std::vector<transactions::Recorded>{{true, one.signature}, {true, two.signature}}));
    EXPECT_EQ(this->backend_.reopened_submission_log().find(one.digest).value(), one);
    EXPECT_EQ(
        this->backend_.reopened_submission_log().unfinished("prj_1", nodes::every_shard(), 0, 9).value().submissions,
        (std::vector{one, two}));
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
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::confirmed, 77, {}}));
    EXPECT_EQ(log.unfinished("prj_1", nodes::every_shard(), 0, 9)->submissions.size(), 3U);
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::finalized, 77, {}}));
    ASSERT_TRUE(fakes::change(log, this->submission(2).digest, {Status::failed, 78, "InstructionError 1"}));
    EXPECT_EQ(log.unfinished("prj_1", nodes::every_shard(), 0, 9).value().submissions,
              std::vector{this->submission(3)});
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::expired, std::nullopt, {}}));
    auto& again = this->backend_.reopened_submission_log();
    EXPECT_EQ(again.find(one.digest).value()->progress, (transactions::Progress{Status::finalized, 77, {}}));
    EXPECT_EQ(again.find(this->submission(2).digest).value()->progress.error, "InstructionError 1");
}

/// The progress, the sums and the message hold together, and the decision is about what is on record.
TYPED_TEST_P(SubmissionLogContract, ChangesWhatIsDecidedAndQueuesItsMessage) {
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    const webhooks::Webhook webhook{"wh_1", "prj_1", "https://a.example/", {1}, {}, {}};
    ASSERT_TRUE(this->backend_.webhook_store().add(webhook));
    const auto one = this->submission(1), two = this->submission(2), unknown = this->submission(9);
    ASSERT_TRUE(log.record({one, two}));
    std::vector<transactions::Submission> asked;
    const auto decide = [&](const transactions::Submission& submission) -> std::optional<transactions::Decision> {
        asked.push_back(submission);
        if (submission.digest == two.digest) return std::nullopt;
        return transactions::Decision{{Status::confirmed, 77, {}}, transactions::Event{"msg_1", "a.type", "{}"}};
    };
    const auto now = one.recorded_at + std::chrono::seconds{5};
    const auto changed = log.change({unknown.digest, two.digest, one.digest}, decide, now).value();
    EXPECT_EQ(asked, (std::vector{one, two}));
    auto after = one;
    after.progress = {Status::confirmed, 77, {}};
    EXPECT_EQ(changed, std::vector{after});
    EXPECT_EQ(this->backend_.reopened_submission_log().find(one.digest).value(), after);
    EXPECT_EQ(log.find(two.digest).value(), two);
    const auto due = this->backend_.delivery_log().due(now, nodes::every_shard(), 9).value();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].delivery.message, (transactions::Event{"msg_1", "a.type", "{}"}));
    EXPECT_EQ(due[0].delivery.created_at, now);
}

/// Two trackers that say different things of the same submissions, in different orders: one is believed, and told.
TYPED_TEST_P(SubmissionLogContract, LetsOneOfTwoTrackersDecide) {
    using Status = transactions::SubmissionStatus;
    const webhooks::Webhook webhook{"wh_1", "prj_1", "https://a.example/", {1}, {}, {}};
    ASSERT_TRUE(this->backend_.webhook_store().add(webhook));
    std::set<transactions::MessageDigest> all;
    for (std::uint8_t number = 0; number < 100; ++number) {
        auto made = this->submission(number);
        made.project = number % 2 == 0 ? "prj_1" : "prj_2";
        made.wallet.bytes.fill(static_cast<std::uint8_t>(number % 7));
        ASSERT_TRUE(this->backend_.submission_log().record({made}));
        all.insert(made.digest);
    }
    const auto track = [&all](transactions::SubmissionLog& log, Status status) {
        for (const auto& digest : all) {
            const auto decide = [&](const transactions::Submission& of) -> std::optional<transactions::Decision> {
                if (!may_become(of.progress.status, status)) return std::nullopt;
                std::string id{to_text(status)};
                for (const auto byte : of.digest) id += std::to_string(byte);
                return transactions::Decision{{status, 7, {}},
                                              transactions::Event{id, std::string{to_text(status)}, "{}"}};
            };
            EXPECT_TRUE(log.change(digest[0] % 3 == 0 ? all : std::set{digest}, decide, {}));
        }
    };
    {
        std::jthread expires{[&] { track(this->backend_.submission_log(), Status::expired); }};
        std::jthread finalizes{[&] { track(this->backend_.reopened_submission_log(), Status::finalized); }};
    }
    std::map<std::string, std::size_t> stored, told;
    std::size_t finalized = 0;
    for (const auto& digest : all) {
        const auto found = this->backend_.submission_log().find(digest).value().value();
        if (found.project == "prj_1") ++stored[std::string{to_text(found.progress.status)}];
        if (found.progress.status == Status::finalized) ++finalized;
    }
    const auto messages = this->backend_.delivery_log().latest("wh_1", 1'000).value();
    for (const auto& one : messages) ++told[one.message.type];
    EXPECT_EQ(told, stored);
    auto& again = this->backend_.reopened_submission_log();
    EXPECT_EQ(again.totals("prj_1")->transactions + again.totals("prj_2")->transactions, finalized);
}

TYPED_TEST_P(SubmissionLogContract, CountsTheSendsOfWhatIsSubmitted) {
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    const auto one = this->submission(1), two = this->submission(2), unknown = this->submission(9);
    ASSERT_TRUE(log.record({one, two}));
    EXPECT_EQ(log.find(one.digest).value()->sends, 1U);
    ASSERT_TRUE(fakes::change(log, two.digest, {Status::rejected, {}, {}}));
    const std::map<transactions::MessageDigest, solana::Signature> all{
        {one.digest, one.signature}, {two.digest, two.signature}, {unknown.digest, unknown.signature}};
    EXPECT_EQ(log.count_sends(all).value(), std::set{one.digest});
    EXPECT_EQ(this->backend_.reopened_submission_log().count_sends(all).value(), std::set{one.digest});
    EXPECT_EQ(log.find(one.digest).value()->sends, 3U);
    auto signed_again = two;
    signed_again.signature.bytes.fill(9);
    ASSERT_TRUE(log.record({signed_again}));
    EXPECT_TRUE(log.count_sends({{two.digest, two.signature}})->empty());
    EXPECT_EQ(log.find(two.digest).value()->sends, 1U);
}

TYPED_TEST_P(SubmissionLogContract, NamesTheUnfinishedOnesOfSomeShards) {
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    const auto one = this->submission(1), seventeen = this->submission(17), two = this->submission(2);
    ASSERT_TRUE(log.record({one, two, seventeen}));
    const auto first = nodes::Shards{}.set(1), second = nodes::Shards{}.set(2), third = nodes::Shards{}.set(3);
    EXPECT_EQ(log.unfinished("prj_1", first, 0, 9)->submissions, (std::vector{one, seventeen}));
    EXPECT_EQ(log.unfinished("prj_1", second, 0, 9)->submissions, std::vector{two});
    EXPECT_EQ(log.unfinished("prj_1", first | second, 0, 9)->submissions, (std::vector{one, two, seventeen}));
    EXPECT_EQ(log.unfinished_projects(second).value(), std::vector<std::string>{"prj_1"});
    EXPECT_TRUE(log.unfinished_projects(third)->empty());
    ASSERT_TRUE(fakes::change(log, two.digest, {Status::finalized, 7, {}}));
    EXPECT_TRUE(log.unfinished_projects(second)->empty());
    EXPECT_EQ(log.unverified(second, 9)->size(), 1U);
    EXPECT_TRUE(log.unverified(first | third, 9)->empty());
}

TYPED_TEST_P(SubmissionLogContract, NamesTheUnfinishedOnesOfAWallet) {
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    auto foreign = this->submission(2), stranger = this->submission(3);
    foreign.project = "prj_2";
    stranger.wallet.bytes.fill(8);
    const auto one = this->submission(1), over = this->submission(4);
    ASSERT_TRUE(log.record({one, foreign, over}));
    ASSERT_TRUE(log.record({stranger}));
    ASSERT_TRUE(fakes::change(log, over.digest, {Status::expired, {}, {}}));
    EXPECT_EQ(log.unfinished_of_wallet("prj_1", one.wallet).value(), std::vector{one.signature});
}

TYPED_TEST_P(SubmissionLogContract, RecordsAgainWhatWasRejectedAndNothingElse) {
    auto& log = this->backend_.submission_log();
    using Status = transactions::SubmissionStatus;
    const auto one = this->submission(1);
    ASSERT_TRUE(log.record({one}));
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::rejected, std::nullopt, "BlockhashNotFound"}));
    EXPECT_TRUE(log.unfinished("prj_1", nodes::every_shard(), 0, 9)->submissions.empty());
    EXPECT_TRUE(this->record_is_new(log, one));
    EXPECT_EQ(log.find(one.digest).value(), one);
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::confirmed, 5, {}}));
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::rejected, std::nullopt, {}}));
    EXPECT_FALSE(this->record_is_new(log, one));
    ASSERT_TRUE(fakes::change(log, one.digest, {Status::failed, 5, "x"}));
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

TYPED_TEST_P(SubmissionLogContract, PagesThroughTheUnfinished) {
    auto& log = this->backend_.submission_log();
    for (std::uint8_t number = 1; number <= 5; ++number) ASSERT_TRUE(log.record({this->submission(number)}));
    ASSERT_TRUE(fakes::change(log, this->submission(2).digest, {transactions::SubmissionStatus::expired, {}, {}}));
    const auto first = log.unfinished("prj_1", nodes::every_shard(), 0, 2).value();
    EXPECT_EQ(first.submissions, (std::vector{this->submission(1), this->submission(3)}));
    ASSERT_TRUE(fakes::change(log, this->submission(3).digest, {transactions::SubmissionStatus::finalized, 5, {}}));
    const auto second =
        this->backend_.reopened_submission_log().unfinished("prj_1", nodes::every_shard(), first.last, 2).value();
    EXPECT_EQ(second.submissions, (std::vector{this->submission(4), this->submission(5)}));
    EXPECT_TRUE(log.unfinished("prj_1", nodes::every_shard(), second.last, 2)->submissions.empty());
}

TYPED_TEST_P(SubmissionLogContract, KnowsTheProjectsThatHaveUnfinishedOnes) {
    auto& log = this->backend_.submission_log();
    EXPECT_TRUE(log.unfinished_projects(nodes::every_shard())->empty());
    auto foreign = this->submission(2);
    foreign.project = "prj_2";
    ASSERT_TRUE(log.record({this->submission(1), foreign, this->submission(3)}));
    EXPECT_EQ(log.unfinished_projects(nodes::every_shard()).value(), (std::vector<std::string>{"prj_1", "prj_2"}));
    EXPECT_EQ(log.unfinished("prj_2", nodes::every_shard(), 0, 9)->submissions, std::vector{foreign});
    ASSERT_TRUE(fakes::change(log, foreign.digest, {transactions::SubmissionStatus::expired, {}, {}}));
    EXPECT_EQ(this->backend_.reopened_submission_log().unfinished_projects(nodes::every_shard()).value(),
              std::vector<std::string>{"prj_1"});
}

TYPED_TEST_P(SubmissionLogContract, RecordsNoMoreOfAWalletThanMayBeUnfinished) {
    using transactions::max_unfinished_of_wallet;
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    const auto numbered = [this](std::size_t number) {
        auto made = this->submission(1);
        made.digest = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8), 1};
        made.signature.bytes = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8), 1};
        return made;
    };
    std::vector<transactions::Submission> all;
    for (std::size_t i = 0; i < max_unfinished_of_wallet; ++i) all.push_back(numbered(i));
    ASSERT_TRUE(log.record(all));
    auto elsewhere = numbered(1'000);
    elsewhere.project = "prj_2";
    const auto refused = this->backend_.reopened_submission_log().record({all[0], elsewhere});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), transactions::too_many_unfinished());
    EXPECT_EQ(log.find(elsewhere.digest).value(), std::nullopt);
    EXPECT_FALSE(this->record_is_new(log, all[5]));  // nothing new
    auto stranger = numbered(1'001);
    stranger.wallet.bytes.fill(8);
    EXPECT_TRUE(this->record_is_new(log, stranger));
    ASSERT_TRUE(fakes::change(log, all[7].digest, {Status::expired, {}, {}}));
    EXPECT_TRUE(this->record_is_new(log, elsewhere));
}

TYPED_TEST_P(SubmissionLogContract, NamesConfirmedOnesUntilTheirPromiseIsNoted) {
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    for (std::uint8_t number = 1; number <= 4; ++number) ASSERT_TRUE(log.record({this->submission(number)}));
    ASSERT_TRUE(fakes::change(log, this->submission(1).digest, {Status::failed, 77, "x"}));
    ASSERT_TRUE(fakes::change(log, this->submission(2).digest, {Status::confirmed, 77, {}}));
    ASSERT_TRUE(fakes::change(log, this->submission(4).digest, {Status::finalized, 77, {}}));
    const auto numbers = [](transactions::SubmissionLog& of, std::size_t max_submissions) {
        std::vector<int> found;
        const auto open = of.unverified(nodes::every_shard(), max_submissions).value();
        for (const auto& one : open) found.push_back(one.digest[0]);
        return found;
    };
    EXPECT_EQ(numbers(log, 9), (std::vector{2, 4}));
    EXPECT_EQ(numbers(log, 1), (std::vector{2}));
    ASSERT_TRUE(log.note_promise(this->submission(2).digest, transactions::PromiseVerdict::kept));
    ASSERT_TRUE(log.note_promise(this->submission(4).digest, transactions::PromiseVerdict::unknown));
    EXPECT_TRUE(numbers(this->backend_.reopened_submission_log(), 9).empty());
    ASSERT_TRUE(fakes::change(log, this->submission(2).digest, {Status::finalized, 77, {}}));
    EXPECT_TRUE(numbers(log, 9).empty());
}

REGISTER_TYPED_TEST_SUITE_P(SubmissionLogContract, ChangesWhatIsDecidedAndQueuesItsMessage, LetsOneOfTwoTrackersDecide,
                            CountsTheSendsOfWhatIsSubmitted, NamesTheUnfinishedOnesOfSomeShards,
                            NamesTheUnfinishedOnesOfAWallet, NamesConfirmedOnesUntilTheirPromiseIsNoted,
                            KnowsTheProjectsThatHaveUnfinishedOnes, RecordsNoMoreOfAWalletThanMayBeUnfinished,
                            PagesThroughTheUnfinished, GivesBackWhatWasRecorded, TellsDuplicatesTheSignatureOnRecord,
                            FollowsProgressUntilTheChainHasDecided, RecordsAgainWhatWasRejectedAndNothingElse,
                            LetsOneOfManyParallelCallsBeNew);

}  // namespace burner::contracts
