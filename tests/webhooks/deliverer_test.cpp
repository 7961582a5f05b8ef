#include "webhooks/deliverer.hpp"

#include <map>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "base/run_in_place.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_duties.hpp"
#include "fakes/stores/webhook_store.hpp"
#include "webhooks/create_webhook.hpp"
#include "webhooks/retry_schedule.hpp"
#include "webhooks/webhook_fixture.hpp"

namespace burner::webhooks {
namespace {

using namespace std::chrono_literals;
using Answer = base::Result<PostAnswer, PostFault>;

/// Answers by URL; a URL without an answer hangs until the test ends.
class FakePoster final : public Poster {
  public:
    explicit FakePoster(boost::asio::io_context& io) : io_(io) {}

    base::Task<Answer> post(std::string url, SignedMessage message) override {
        posted.push_back({url, std::move(message)});
        const auto answer = answers.find(url);
        if (answer != answers.end()) co_return answer->second;
        base::Timer forever{io_, base::Timer::time_point::max()};
        co_await forever.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<base::Executor>{}));
        co_return std::unexpected(PostFault::timed_out);
    }

    std::size_t posts_to(const std::string& url) const {
        return static_cast<std::size_t>(std::ranges::count(posted, url, &Posted::url));
    }

    struct Posted {
        std::string url;
        SignedMessage message;
    };
    std::map<std::string, Answer> answers;
    std::vector<Posted> posted;

  private:
    boost::asio::io_context& io_;
};

/// A log whose `record` fails as long as it is told to, and whose answers are lost as long as it is told to.
class UnreliableLog final : public DeliveryLog {
  public:
    explicit UnreliableLog(DeliveryLog& log) : log_(log) {}

    base::Result<std::vector<DueDelivery>> due(base::UnixTime now, nodes::Shards shards,
                                               std::size_t per_webhook) override {
        return log_.due(now, shards, per_webhook);
    }
    base::Result<void> record(std::int64_t sequence, const AttemptOutcome& outcome) override {
        if (failures-- > 0) return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
        auto recorded = log_.record(sequence, outcome);
        if (lost_answers-- > 0) return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
        return recorded;
    }
    base::Result<std::vector<Delivery>> latest(std::string_view webhook, std::size_t count) override {
        return log_.latest(webhook, count);
    }
    base::Result<void> prune(base::UnixTime before) override { return log_.prune(before); }

    int failures = 0;
    int lost_answers = 0;

  private:
    DeliveryLog& log_;
};

class DelivererTest : public testing::Test {
  protected:
    Webhook add_webhook(const std::string& url, std::string project = "prj_1") {
        return create_webhook(store_, secrets_, clock_, std::move(project), url).value().webhook;
    }
    void enqueue(int number) { store_.queue("prj_1", message(number), clock_.now()); }
    /// Makes one pass, and everything that can end without time passing.
    void pass() {
        boost::asio::co_spawn(io_, [this] { return deliverer_.pass(); }, boost::asio::detached);
        io_.restart();
        io_.poll();
    }
    Delivery newest(const Webhook& webhook) { return store_.latest(webhook.id, 1).value().at(0); }

    boost::asio::io_context io_;
    fakes::FakeClock clock_;
    storage::MemoryWebhookStore store_;
    UnreliableLog log_{store_};
    SigningSecrets secrets_{base::Secret{"server secret"}};
    FakePoster poster_{io_};
    base::RunInPlace stores_;
    fakes::FakeDuties duties_;
    std::map<std::string, int> outcomes_;
    Deliverer deliverer_{
        io_,     log_,   secrets_, poster_,
        stores_, clock_, duties_,  [this](std::string_view outcome) { ++outcomes_[std::string{outcome}]; }};
};

TEST_F(DelivererTest, WebhooksOfOtherNodesAreLeftToThem) {
    const Webhook webhook = add_webhook("https://good/");
    poster_.answers["https://good/"] = PostAnswer{204, {}};
    enqueue(1);
    duties_.held = {};
    pass();
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::pending);
    EXPECT_TRUE(poster_.posted.empty());
    duties_.held = nodes::every_shard();
    pass();
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::delivered);
}

TEST_F(DelivererTest, DeliversASignedMessageOnce) {
    const Webhook webhook = add_webhook("https://good/");
    poster_.answers["https://good/"] = PostAnswer{204, {}};
    enqueue(1);
    pass();
    pass();
    ASSERT_EQ(poster_.posted.size(), 1U);
    const auto secret = secrets_.open(webhook.sealed_secret, webhook.id).value();
    EXPECT_EQ(poster_.posted[0].message.signature, sign(message(1), clock_.now(), secret).signature);
    EXPECT_EQ(poster_.posted[0].message.body, message(1).body);
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::delivered);
    EXPECT_EQ(newest(webhook).last_attempt->status, 204);
    EXPECT_EQ(newest(webhook).last_attempt->error, "");
    EXPECT_EQ(outcomes_, (std::map<std::string, int>{{"delivered", 1}}));
}

TEST_F(DelivererTest, TriesAgainUnderTheSameIdUntilItIsTaken) {
    const Webhook webhook = add_webhook("https://flaky/");
    enqueue(1);
    poster_.answers.insert_or_assign("https://flaky/", PostAnswer{500, {}});
    pass();
    pass();
    EXPECT_EQ(poster_.posted.size(), 1U);
    clock_.advance(7s);
    poster_.answers.insert_or_assign("https://flaky/", std::unexpected(PostFault::timed_out));
    pass();
    EXPECT_EQ(newest(webhook).last_attempt->error, "timed_out");
    clock_.advance(13s);
    poster_.answers.insert_or_assign("https://flaky/", PostAnswer{200, {}});
    pass();
    ASSERT_EQ(poster_.posted.size(), 3U);
    EXPECT_EQ(poster_.posted[2].message.id, poster_.posted[0].message.id);
    EXPECT_NE(poster_.posted[2].message.timestamp, poster_.posted[0].message.timestamp);
    EXPECT_EQ(newest(webhook).attempts, 3U);
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::delivered);
    EXPECT_EQ(outcomes_, (std::map<std::string, int>{{"delivered", 1}, {"failed", 2}}));
}

TEST_F(DelivererTest, NamesWhatWentWrong) {
    const Webhook webhook = add_webhook("https://bad/");
    const std::pair<Answer, std::string> table[] = {
        {PostAnswer{302, {}}, "redirect"},
        {PostAnswer{404, {}}, "http_error"},
        {PostAnswer{503, {}}, "http_error"},
        {PostAnswer{199, {}}, "http_error"},
        {std::unexpected(PostFault::address_refused), "address_refused"},
        {std::unexpected(PostFault::url_refused), "url_refused"},
        {std::unexpected(PostFault::unreachable), "unreachable"},
        {std::unexpected(PostFault::broken), "broken"},
    };
    int number = 0;
    for (const auto& [answer, word] : table) {
        enqueue(++number);
        poster_.answers.insert_or_assign("https://bad/", answer);
        pass();
        EXPECT_EQ(newest(webhook).last_attempt->error, word);
        EXPECT_EQ(newest(webhook).status, DeliveryStatus::pending);
    }
}

TEST_F(DelivererTest, HonoursRetryAfterWithinBounds) {
    const Webhook webhook = add_webhook("https://busy/");
    for (const auto& [asked, wait] : {std::pair{60s, 60s}, std::pair{100'000s, 7200s}}) {
        poster_.answers.insert_or_assign("https://busy/", PostAnswer{429, asked});
        enqueue(static_cast<int>(asked.count()));
        pass();
        EXPECT_EQ(newest(webhook).next_attempt_at, clock_.now() + wait);
    }
}

TEST_F(DelivererTest, GivesUpAfterADay) {
    const Webhook webhook = add_webhook("https://dead/");
    poster_.answers.insert_or_assign("https://dead/", PostAnswer{500, {}});
    enqueue(1);
    const auto created = clock_.now();
    while (newest(webhook).status == DeliveryStatus::pending) {
        clock_.set(newest(webhook).next_attempt_at);
        pass();
        ASSERT_LT(poster_.posted.size(), 40U);
    }
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::given_up);
    EXPECT_EQ(newest(webhook).last_attempt->at, created + give_up_after);
    EXPECT_EQ(outcomes_["given_up"], 1);
    const auto posted = poster_.posted.size();
    clock_.advance(1000h);
    pass();
    EXPECT_EQ(poster_.posted.size(), posted);
}

TEST_F(DelivererTest, GoneDisablesTheWebhookForGood) {
    const Webhook gone = add_webhook("https://gone/");
    const Webhook good = add_webhook("https://good/");
    poster_.answers.insert_or_assign("https://gone/", PostAnswer{410, {}});
    poster_.answers.insert_or_assign("https://good/", PostAnswer{200, {}});
    enqueue(1);
    pass();
    enqueue(2);
    pass();
    EXPECT_EQ(poster_.posts_to("https://gone/"), 1U);
    EXPECT_EQ(poster_.posts_to("https://good/"), 2U);
    EXPECT_EQ(told(store_, gone.id), std::vector<std::string>{"msg_1 given_up"});
    EXPECT_TRUE(store_.all()->at(0).disabled_at);
    EXPECT_EQ(outcomes_, (std::map<std::string, int>{{"delivered", 2}, {"disabled", 1}}));
}

TEST_F(DelivererTest, AReceiverThatHangsHoldsUpNobodyElse) {
    add_webhook("https://hangs/");
    const Webhook good = add_webhook("https://good/");
    poster_.answers.insert_or_assign("https://good/", PostAnswer{200, {}});
    for (int i = 1; i <= 200; ++i) enqueue(i);
    for (int i = 0; i < 50; ++i) pass();
    EXPECT_EQ(poster_.posts_to("https://hangs/"), Deliverer::max_per_webhook);
    EXPECT_EQ(poster_.posts_to("https://good/"), 200U);
}

TEST_F(DelivererTest, KeepsItsBoundWithManyWebhooksThatHang) {
    for (int i = 0; i < 100; ++i) {
        add_webhook("https://hangs/" + std::to_string(i), "prj_" + std::to_string(i));
        for (int j = 0; j < 3; ++j) store_.queue("prj_" + std::to_string(i), message(j), clock_.now());
    }
    for (int i = 0; i < 5; ++i) pass();
    EXPECT_EQ(poster_.posted.size(), Deliverer::max_in_flight);
}

TEST_F(DelivererTest, WhatACrashCutOffIsSentAgain) {
    const Webhook webhook = add_webhook("https://hangs/");
    enqueue(1);
    pass();
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::pending);
    Deliverer after{io_, log_, secrets_, poster_, stores_, clock_, duties_};
    poster_.answers.insert_or_assign("https://hangs/", PostAnswer{200, {}});
    boost::asio::co_spawn(io_, [&] { return after.pass(); }, boost::asio::detached);
    io_.restart();
    io_.poll();
    ASSERT_EQ(poster_.posted.size(), 2U);
    EXPECT_EQ(poster_.posted[0].message.id, poster_.posted[1].message.id);
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::delivered);
}

TEST_F(DelivererTest, AStoreThatFailsDoesNotMakeItSendAgain) {
    const Webhook webhook = add_webhook("https://good/");
    poster_.answers.insert_or_assign("https://good/", PostAnswer{200, {}});
    enqueue(1);
    log_.failures = 1;
    for (int i = 0; i < 5; ++i) pass();
    EXPECT_EQ(poster_.posted.size(), 1U);
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::pending);
    io_.restart();
    io_.run_for(20s);
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::delivered);
    pass();
    EXPECT_EQ(poster_.posted.size(), 1U);
}

TEST_F(DelivererTest, AnAttemptCountsOnceThoughTheStoresAnswerWasLost) {
    const Webhook webhook = add_webhook("https://bad/");
    poster_.answers.insert_or_assign("https://bad/", PostAnswer{500, {}});
    enqueue(1);
    log_.lost_answers = 1;
    pass();
    io_.restart();
    io_.run_for(20s);
    EXPECT_EQ(poster_.posted.size(), 1U);
    EXPECT_EQ(newest(webhook).attempts, 1U);
}

TEST_F(DelivererTest, SendsNothingWithoutTheSecret) {
    const Webhook webhook = add_webhook("https://good/");
    const SigningSecrets other{base::Secret{"another server's secret"}};
    Deliverer deliverer{io_, log_, other, poster_, stores_, clock_, duties_};
    enqueue(1);
    boost::asio::co_spawn(io_, [&] { return deliverer.pass(); }, boost::asio::detached);
    io_.poll();
    EXPECT_TRUE(poster_.posted.empty());
    EXPECT_EQ(newest(webhook).last_attempt->error, "secret_unreadable");
    EXPECT_EQ(newest(webhook).status, DeliveryStatus::pending);
}

TEST_F(DelivererTest, RunGoesOnWithABacklogAsRoomIsMade) {
    const Webhook webhook = add_webhook("https://good/");
    poster_.answers.insert_or_assign("https://good/", PostAnswer{200, {}});
    for (int i = 1; i <= 40; ++i) enqueue(i);
    boost::asio::co_spawn(io_, [this] { return deliverer_.run(1h); }, boost::asio::detached);
    io_.run_for(50ms);
    while (poster_.posted.size() < 40) io_.run_for(50ms);
    EXPECT_EQ(outcomes_["delivered"], 40);
}

TEST(CreateWebhook, BoundsTheWebhooksOfAProject) {
    fakes::FakeClock clock;
    storage::MemoryWebhookStore store;
    const SigningSecrets secrets{base::Secret{"server secret"}};
    for (std::size_t i = 0; i < max_per_project; ++i) {
        EXPECT_TRUE(create_webhook(store, secrets, clock, "prj_1", "https://a/"));
    }
    EXPECT_EQ(create_webhook(store, secrets, clock, "prj_1", "https://a/").error().code,
              base::ErrorCode::invalid_request);
    EXPECT_TRUE(create_webhook(store, secrets, clock, "prj_2", "https://a/"));
}

}  // namespace
}  // namespace burner::webhooks
