#include "webhooks/submission_event.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/stores/webhook_store.hpp"
#include "webhooks/webhook_fixture.hpp"

namespace burner::webhooks {
namespace {

using transactions::Progress;
using transactions::Submission;
using Status = transactions::SubmissionStatus;

Submission submission(std::uint8_t number = 1) {
    Submission made;
    made.digest.fill(number);
    made.project = "prj_1";
    made.wallet.bytes.fill(7);
    made.signature.bytes.fill(9);
    made.rebate = {{2'039'280}, {101'964}};
    made.includes = {{assets::ItemType::empty_account, assets::Action::close, made.wallet, std::nullopt}};
    return made;
}

Submission confirmed_before() {
    Submission made = submission();
    made.progress = {Status::confirmed, 77, {}};
    return made;
}

class SubmissionEventTest : public testing::Test {
  protected:
    SubmissionEventTest() {
        EXPECT_TRUE(store_.add({"wh_1", "prj_1", "https://a.example/", {1}, clock_.now(), std::nullopt}));
        EXPECT_TRUE(store_.add({"wh_2", "prj_2", "https://b.example/", {2}, clock_.now(), std::nullopt}));
    }

    void tell(const Submission& submission, const Progress& next) {
        const auto event = event_of(submission, next, clock_.now());
        if (event) store_.queue(submission.project, *event, clock_.now());
    }
    std::vector<Delivery> queued(std::string_view webhook = "wh_1") { return store_.latest(webhook, 100).value(); }

    fakes::FakeClock clock_;
    storage::MemoryWebhookStore store_;
};

TEST_F(SubmissionEventTest, TellsTheProjectsWebhookInTheWordsOfTheApi) {
    tell(submission(), {Status::confirmed, 77, {}});
    ASSERT_EQ(queued().size(), 1U);
    const Message told = queued().front().message;
    EXPECT_EQ(told.type, "submission.confirmed");
    EXPECT_EQ(told.body,
              R"({"type":"submission.confirmed","timestamp":"2026-04-09T12:00:00.000Z","data":{"walletAddress":")" +
                  solana::to_base58(submission().wallet) + R"(","signature":")" +
                  solana::to_base58(submission().signature) +
                  R"(","status":"confirmed","slot":77,"includes":[{"type":"empty_account","address":")" +
                  solana::to_base58(submission().wallet) + R"(","action":"close"}],"netRebate":1937316}})");
    EXPECT_TRUE(queued("wh_2").empty());
}

TEST_F(SubmissionEventTest, SaysWhyItFailed) {
    tell(submission(1), {Status::failed, 78, "InstructionError 1"});
    tell(submission(2), {Status::expired, std::nullopt, {}});
    const auto told = queued();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[1].message.type, "submission.failed");
    EXPECT_NE(told[1].message.body.find(R"("error":{"code":"simulation_failed","message":"InstructionError 1"}})"),
              std::string::npos);
    EXPECT_EQ(told[0].message.type, "submission.expired");
    EXPECT_NE(told[0].message.body.find(R"("status":"expired","slot":null)"), std::string::npos);
    EXPECT_NE(told[0].message.body.find(
                  R"("error":{"code":"blockhash_expired","message":"The transaction did not land in time"}})"),
              std::string::npos);
}

TEST_F(SubmissionEventTest, TellsEachChangeOnceHoweverOftenItIsTold) {
    tell(submission(), {Status::confirmed, 77, {}});
    clock_.advance(std::chrono::minutes{1});
    tell(submission(), {Status::confirmed, 77, {}});
    tell(submission(), {Status::finalized, 77, {}});
    EXPECT_EQ(queued().size(), 1U);
    EXPECT_EQ(told(store_, "wh_1").size(), 1U);
}

TEST_F(SubmissionEventTest, FinalizedIsNewsOnlyOfWhatWasNotConfirmedBefore) {
    tell(confirmed_before(), {Status::finalized, 77, {}});
    EXPECT_TRUE(queued().empty());
    tell(submission(), {Status::finalized, 77, {}});
    ASSERT_EQ(queued().size(), 1U);
    EXPECT_EQ(queued().front().message.type, "submission.confirmed");
    EXPECT_NE(queued().front().message.body.find(R"("status":"finalized")"), std::string::npos);
}

TEST_F(SubmissionEventTest, AForkThatTakesAConfirmationBackIsNews) {
    tell(submission(), {Status::confirmed, 77, {}});
    tell(confirmed_before(), {Status::failed, 79, "x"});
    ASSERT_EQ(queued().size(), 2U);
    EXPECT_EQ(queued().front().message.type, "submission.failed");
    EXPECT_NE(queued()[0].message.id, queued()[1].message.id);
}

TEST_F(SubmissionEventTest, WhatTheSubmitAnsweredIsNoNews) {
    tell(submission(), {Status::rejected, std::nullopt, "x"});
    tell(submission(), {Status::submitted, std::nullopt, {}});
    EXPECT_TRUE(queued().empty());
}

}  // namespace
}  // namespace burner::webhooks
