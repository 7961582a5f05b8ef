#pragma once

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include "contracts/contract.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "webhooks/delivery_log.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::contracts {

/// The contract of every webhooks::WebhookStore and webhooks::DeliveryLog together; `Backend` as in KeyStoreContract.
/// Messages are queued as the server queues them: as the events of submissions that change.
template <class Backend>
class WebhookStoreContract : public Contract<Backend> {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    static webhooks::Webhook webhook(int number, std::string project = "prj_1") {
        return {"wh_" + std::to_string(number),
                std::move(project),
                "https://example.com/" + std::to_string(number),
                {0, 1, 255, static_cast<std::uint8_t>(number)},
                at(1000 + number),
                std::nullopt};
    }
    static webhooks::Message message(int number) {
        return {"msg_" + std::to_string(number), "submission.confirmed", "{\"n\":" + std::to_string(number) + "}"};
    }
    static webhooks::AttemptOutcome failed(std::int64_t now, std::int64_t next, unsigned number = 1) {
        return {webhooks::DeliveryStatus::pending,
                at(next),
                false,
                {at(now), std::chrono::milliseconds{12}, 500, "http_error"},
                number};
    }
    static webhooks::AttemptOutcome over(webhooks::DeliveryStatus status, std::int64_t now) {
        return {status, {}, false, {at(now), std::chrono::milliseconds{3}, 200, {}}};
    }
    void queue(std::string project, const webhooks::Message& message, base::UnixTime now) {
        queue_in(this->backend_.submission_log(), std::move(project), message, now);
    }
    void queue_in(transactions::SubmissionLog& log, std::string project, const webhooks::Message& message,
                  base::UnixTime now) {
        transactions::Submission submission;
        const int number = ++submissions_;
        submission.digest = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8)};
        submission.project = std::move(project);
        const auto decide = [&](const transactions::Submission&) {
            return transactions::Decision{{transactions::SubmissionStatus::finalized, 7, {}}, message};
        };
        ASSERT_TRUE(log.record({submission}));
        ASSERT_EQ(log.change({submission.digest}, decide, now)->size(), 1U);
    }
    /// Lists `wh_1 msg_2` for each delivery that is due, in the order given.
    std::vector<std::string> due(std::int64_t now, std::size_t per_webhook = 100,
                                 nodes::Shards shards = nodes::every_shard()) {
        std::vector<std::string> names;
        const auto found = this->backend_.delivery_log().due(at(now), shards, per_webhook).value();
        for (const auto& one : found) {
            EXPECT_EQ(one.webhook.id, one.delivery.webhook);
            names.push_back(one.webhook.id + " " + one.delivery.message.id);
        }
        return names;
    }
    webhooks::Delivery newest(std::string_view webhook) {
        return this->backend_.reopened_delivery_log().latest(webhook, 1).value().at(0);
    }

    std::atomic<int> submissions_ = 0;
};
TYPED_TEST_SUITE_P(WebhookStoreContract);

using Names = std::vector<std::string>;

TYPED_TEST_P(WebhookStoreContract, GivesBackWhatWasAdded) {
    auto& store = this->backend_.webhook_store();
    ASSERT_TRUE(store.add(this->webhook(1)));
    ASSERT_TRUE(store.add(this->webhook(2, "prj_2")));
    EXPECT_EQ(this->backend_.reopened_webhook_store().all().value(),
              (std::vector{this->webhook(1), this->webhook(2, "prj_2")}));
}

TYPED_TEST_P(WebhookStoreContract, ReplacesASealedSecretAndNothingElse) {
    auto& store = this->backend_.webhook_store();
    ASSERT_TRUE(store.add(this->webhook(1)));
    ASSERT_TRUE(store.add(this->webhook(2)));
    const base::Bytes sealed{9, 8, 7};
    ASSERT_TRUE(store.reseal("wh_1", sealed));
    auto changed = this->webhook(1);
    changed.sealed_secret = sealed;
    EXPECT_EQ(this->backend_.reopened_webhook_store().all().value(), (std::vector{changed, this->webhook(2)}));
    EXPECT_EQ(store.reseal("wh_3", sealed).error().code, base::ErrorCode::not_found);
}

TYPED_TEST_P(WebhookStoreContract, RemovesAWebhookWithItsDeliveries) {
    auto& store = this->backend_.webhook_store();
    auto& log = this->backend_.delivery_log();
    ASSERT_TRUE(store.add(this->webhook(1)));
    ASSERT_TRUE(store.add(this->webhook(2)));
    this->queue("prj_1", this->message(1), this->at(5000));
    const auto sequence = this->newest("wh_1").sequence;
    ASSERT_TRUE(this->backend_.reopened_webhook_store().remove("wh_1"));
    EXPECT_EQ(store.all().value(), std::vector{this->webhook(2)});
    EXPECT_EQ(this->due(5000), Names{"wh_2 msg_1"});
    EXPECT_TRUE(log.latest("wh_1", 10)->empty());
    EXPECT_TRUE(log.record(sequence, this->failed(5000, 6000)));
    EXPECT_EQ(store.remove("wh_1").error().code, base::ErrorCode::not_found);
}

TYPED_TEST_P(WebhookStoreContract, QueuesAMessageOnceForEachWebhookOfTheProject) {
    auto& store = this->backend_.webhook_store();
    ASSERT_TRUE(store.add(this->webhook(1)));
    ASSERT_TRUE(store.add(this->webhook(2)));
    ASSERT_TRUE(store.add(this->webhook(3, "prj_2")));
    this->queue("prj_1", this->message(1), this->at(5000));
    this->queue("prj_1", this->message(1), this->at(6000));
    this->queue("prj_none", this->message(2), this->at(6000));
    EXPECT_EQ(this->due(4999), Names{});
    EXPECT_EQ(this->due(5000), (Names{"wh_1 msg_1", "wh_2 msg_1"}));
    const auto queued = this->newest("wh_1");
    EXPECT_EQ(queued.message, this->message(1));
    EXPECT_EQ(queued.created_at, this->at(5000));
    EXPECT_EQ(queued.next_attempt_at, this->at(5000));
    EXPECT_EQ(queued.status, webhooks::DeliveryStatus::pending);
    EXPECT_EQ(queued.attempts, 0U);
    EXPECT_EQ(queued.last_attempt, std::nullopt);
}

TYPED_TEST_P(WebhookStoreContract, AMessageThatWasDeliveredIsNotQueuedAgain) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    auto& log = this->backend_.delivery_log();
    this->queue("prj_1", this->message(1), this->at(5000));
    ASSERT_TRUE(log.record(this->newest("wh_1").sequence, this->over(webhooks::DeliveryStatus::delivered, 5001)));
    this->queue("prj_1", this->message(1), this->at(6000));
    EXPECT_EQ(this->due(9000), Names{});
    EXPECT_EQ(log.latest("wh_1", 10)->size(), 1U);
}

TYPED_TEST_P(WebhookStoreContract, AFailedAttemptIsDueAgainAtItsTime) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    auto& log = this->backend_.delivery_log();
    this->queue("prj_1", this->message(1), this->at(5000));
    ASSERT_TRUE(log.record(this->newest("wh_1").sequence, this->failed(5001, 9000)));
    EXPECT_EQ(this->due(8999), Names{});
    EXPECT_EQ(this->due(9000), Names{"wh_1 msg_1"});
    EXPECT_EQ(this->newest("wh_1").attempts, 1U);
    EXPECT_EQ(this->newest("wh_1").last_attempt, this->failed(5001, 0).attempt);
    ASSERT_TRUE(log.record(this->newest("wh_1").sequence, this->failed(9001, 10'000, 2)));
    EXPECT_EQ(this->newest("wh_1").attempts, 2U);
    EXPECT_EQ(this->newest("wh_1").last_attempt->at, this->at(9001));
}

/// As after a commit whose outcome was unknown, or by two deliverers that have both made the attempt.
TYPED_TEST_P(WebhookStoreContract, AnAttemptThatIsRecordedTwiceCountsOnce) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    this->queue("prj_1", this->message(1), this->at(5000));
    const auto sequence = this->newest("wh_1").sequence;
    ASSERT_TRUE(this->backend_.delivery_log().record(sequence, this->failed(5001, 9000)));
    ASSERT_TRUE(this->backend_.reopened_delivery_log().record(sequence, this->failed(5002, 9500)));
    EXPECT_EQ(this->newest("wh_1").attempts, 1U);
    EXPECT_EQ(this->newest("wh_1").next_attempt_at, this->at(9000));
    auto gone = this->over(webhooks::DeliveryStatus::given_up, 5003);
    gone.disables_webhook = true;
    ASSERT_TRUE(this->backend_.delivery_log().record(sequence, gone));
    EXPECT_EQ(this->newest("wh_1").status, webhooks::DeliveryStatus::pending);
    EXPECT_EQ(this->backend_.webhook_store().all()->at(0).disabled_at, std::nullopt);
    ASSERT_TRUE(this->backend_.delivery_log().record(sequence, this->failed(9001, 10'000, 2)));
    EXPECT_EQ(this->newest("wh_1").attempts, 2U);
}

TYPED_TEST_P(WebhookStoreContract, NamesWhatIsDueInSomeShards) {
    for (int number = 1; number <= 3; ++number) {
        ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(number)));
    }
    this->queue("prj_1", this->message(1), this->at(5000));
    Names all;
    for (std::size_t shard = 0; shard < nodes::shard_count; ++shard) {
        for (auto& name : this->due(5000, 100, nodes::Shards{}.set(shard))) all.push_back(std::move(name));
    }
    EXPECT_THAT(all, testing::UnorderedElementsAre("wh_1 msg_1", "wh_2 msg_1", "wh_3 msg_1"));
    EXPECT_EQ(this->due(5000, 100, {}), Names{});
}

TYPED_TEST_P(WebhookStoreContract, WhatIsOverStaysAsItIs) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    auto& log = this->backend_.delivery_log();
    using enum webhooks::DeliveryStatus;
    for (const auto status : {delivered, given_up}) {
        this->queue("prj_1", this->message(static_cast<int>(status)), this->at(5000));
        const auto sequence = this->newest("wh_1").sequence;
        ASSERT_TRUE(log.record(sequence, this->over(status, 5001)));
        ASSERT_TRUE(log.record(sequence, this->failed(6000, 7000, 2)));
        EXPECT_EQ(this->newest("wh_1").status, status);
        EXPECT_EQ(this->newest("wh_1").attempts, 1U);
    }
    EXPECT_EQ(this->due(9000), Names{});
}

TYPED_TEST_P(WebhookStoreContract, AnOutcomeCanDisableTheWebhook) {
    auto& store = this->backend_.webhook_store();
    auto& log = this->backend_.delivery_log();
    ASSERT_TRUE(store.add(this->webhook(1)));
    ASSERT_TRUE(store.add(this->webhook(2)));
    this->queue("prj_1", this->message(1), this->at(5000));
    this->queue("prj_1", this->message(2), this->at(5000));
    auto gone = this->over(webhooks::DeliveryStatus::given_up, 5001);
    gone.disables_webhook = true;
    ASSERT_TRUE(log.record(this->newest("wh_1").sequence, gone));
    this->queue("prj_1", this->message(3), this->at(5002));
    EXPECT_EQ(this->due(9000), (Names{"wh_2 msg_1", "wh_2 msg_2", "wh_2 msg_3"}));
    const auto deliveries = log.latest("wh_1", 10).value();
    EXPECT_EQ(deliveries.size(), 2U);
    for (const auto& delivery : deliveries) EXPECT_EQ(delivery.status, webhooks::DeliveryStatus::given_up);
    const auto webhooks = this->backend_.reopened_webhook_store().all().value();
    EXPECT_EQ(webhooks.at(0).disabled_at, this->at(5001));
    EXPECT_EQ(webhooks.at(1).disabled_at, std::nullopt);
}

TYPED_TEST_P(WebhookStoreContract, GivesEachWebhookItsShareOfWhatIsDueEarliestFirst) {
    auto& store = this->backend_.webhook_store();
    auto& log = this->backend_.delivery_log();
    ASSERT_TRUE(store.add(this->webhook(1)));
    for (int i = 1; i <= 50; ++i) this->queue("prj_1", this->message(i), this->at(5000));
    ASSERT_TRUE(store.add(this->webhook(2)));
    this->queue("prj_1", this->message(51), this->at(6000));
    ASSERT_TRUE(log.record(log.latest("wh_1", 100)->back().sequence, this->failed(5000, 6500)));
    EXPECT_EQ(this->due(7000, 2), (Names{"wh_1 msg_2", "wh_1 msg_3", "wh_2 msg_51"}));
    EXPECT_EQ(this->due(7000).at(50), "wh_1 msg_1");
}

TYPED_TEST_P(WebhookStoreContract, ListsTheNewestFirst) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    for (int i = 1; i <= 5; ++i) this->queue("prj_1", this->message(i), this->at(5000 - i));
    const auto latest = this->backend_.reopened_delivery_log().latest("wh_1", 2).value();
    ASSERT_EQ(latest.size(), 2U);
    EXPECT_EQ(latest[0].message.id, "msg_5");
    EXPECT_EQ(latest[1].message.id, "msg_4");
}

TYPED_TEST_P(WebhookStoreContract, PruneForgetsOnlyWhatIsOldAndOver) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    auto& log = this->backend_.delivery_log();
    for (int i = 1; i <= 3; ++i) {
        this->queue("prj_1", this->message(i), this->at(5000 + i));
        const auto outcome = i == 1 ? this->failed(6000, 7000) : this->over(webhooks::DeliveryStatus::delivered, 6000);
        ASSERT_TRUE(log.record(this->newest("wh_1").sequence, outcome));
    }
    ASSERT_TRUE(log.prune(this->at(5003)));
    const auto left = this->backend_.reopened_delivery_log().latest("wh_1", 10).value();
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[0].message.id, "msg_3");
    EXPECT_EQ(left[1].message.id, "msg_1");
}

TYPED_TEST_P(WebhookStoreContract, ParallelCallsQueueAMessageOnce) {
    ASSERT_TRUE(this->backend_.webhook_store().add(this->webhook(1)));
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        auto& log = thread % 2 == 0 ? this->backend_.submission_log() : this->backend_.reopened_submission_log();
        threads.emplace_back([this, &log] {
            for (int i = 0; i < 10; ++i) this->queue_in(log, "prj_1", this->message(i), this->at(5000));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(this->backend_.delivery_log().latest("wh_1", 100)->size(), 10U);
}

REGISTER_TYPED_TEST_SUITE_P(WebhookStoreContract, AnAttemptThatIsRecordedTwiceCountsOnce, NamesWhatIsDueInSomeShards,
                            GivesBackWhatWasAdded, ReplacesASealedSecretAndNothingElse,
                            RemovesAWebhookWithItsDeliveries, QueuesAMessageOnceForEachWebhookOfTheProject,
                            AMessageThatWasDeliveredIsNotQueuedAgain, AFailedAttemptIsDueAgainAtItsTime,
                            WhatIsOverStaysAsItIs, AnOutcomeCanDisableTheWebhook,
                            GivesEachWebhookItsShareOfWhatIsDueEarliestFirst, ListsTheNewestFirst,
                            PruneForgetsOnlyWhatIsOldAndOver, ParallelCallsQueueAMessageOnce);

}  // namespace burner::contracts
