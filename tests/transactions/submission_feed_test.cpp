#include "transactions/submissions/submission_feed.hpp"

#include <set>
#include <thread>

#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>

#include "fakes/run_task.hpp"
#include "fakes/token_bytes.hpp"

namespace burner::transactions {
namespace {

using fakes::key;
using Kind = News::Kind;
using testing::ElementsAre;

solana::Signature signature(std::uint16_t number) {
    return {{static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8)}};
}

/// Runs `work(subscription)` as the subscriber of wallet 1 of `prj_1`.
template <class Work>
auto as_subscriber(SubmissionFeed& feed, Work work) {
    using Answer = typename decltype(work(std::declval<SubmissionFeed::Subscription&>()))::value_type;
    return fakes::run_task([](SubmissionFeed& told, Work todo) -> base::Task<Answer> {
        const auto executor = co_await boost::asio::this_coro::executor;
        auto subscription = told.subscribe("prj_1", key(1), executor);
        co_return co_await todo(subscription);
    }(feed, std::move(work)));
}

SubmissionFeed::Subscription::Time soon() {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds{5};
}

TEST(SubmissionFeed, TellsEachSignatureOnceHoweverOftenItChanged) {
    nodes::Doorbell bell;
    SubmissionFeed feed{bell};
    const auto news = as_subscriber(feed, [&](auto& subscription) -> base::Task<News> {
        for (int i = 0; i < 3; ++i) {
            feed.tell("prj_1", key(1), signature(1));
            feed.tell("prj_1", key(1), signature(2));
        }
        co_return co_await subscription.next();
    });
    EXPECT_EQ(news.kind, Kind::changed);
    EXPECT_THAT(news.signatures, ElementsAre(signature(1), signature(2)));
}

TEST(SubmissionFeed, TellsNobodyOfAnotherWalletOrProject) {
    nodes::Doorbell bell;
    SubmissionFeed feed{bell};
    feed.tell("prj_1", key(1), signature(1));  // before there was a subscriber
    const auto news = as_subscriber(feed, [&](auto& subscription) -> base::Task<News> {
        feed.tell("prj_2", key(1), signature(1));
        feed.tell("prj_1", key(2), signature(1));
        co_return co_await subscription.next(soon());
    });
    EXPECT_EQ(news.kind, Kind::timed_out);
    EXPECT_TRUE(news.signatures.empty());
}

TEST(SubmissionFeed, SaysThatASubscriberLagsInsteadOfKeepingEverything) {
    nodes::Doorbell bell;
    SubmissionFeed feed{bell};
    const auto kinds = as_subscriber(feed, [&](auto& subscription) -> base::Task<std::vector<Kind>> {
        for (std::uint16_t i = 0; i <= SubmissionFeed::max_unread; ++i) feed.tell("prj_1", key(1), signature(i));
        std::vector<Kind> seen;
        const auto first = co_await subscription.next();
        EXPECT_EQ(first.signatures.size(), SubmissionFeed::max_unread);
        seen.push_back(first.kind);
        feed.tell("prj_1", key(1), signature(1));
        const auto second = co_await subscription.next();
        seen.push_back(second.kind);
        co_return seen;
    });
    EXPECT_THAT(kinds, ElementsAre(Kind::lagging, Kind::changed));
}

TEST(SubmissionFeed, LosesNothingThatOtherThreadsTell) {
    constexpr std::uint16_t threads = 4;
    constexpr std::uint16_t each = 200;  // all together fewer than max_unread
    nodes::Doorbell bell;
    SubmissionFeed feed{bell};
    const auto seen = as_subscriber(feed, [&](auto& subscription) -> base::Task<std::set<solana::Signature>> {
        std::vector<std::jthread> tellers;
        for (std::uint16_t thread = 0; thread < threads; ++thread) {
            tellers.emplace_back([&feed, thread] {
                for (std::uint16_t i = 0; i < each; ++i) {
                    feed.tell("prj_1", key(1), signature(static_cast<std::uint16_t>(thread * each + i)));
                }
            });
        }
        std::set<solana::Signature> all;
        while (all.size() < std::size_t{threads} * each) {
            const auto news = co_await subscription.next(std::chrono::steady_clock::now() + std::chrono::seconds{20});
            if (news.kind != Kind::changed) break;
            all.insert(news.signatures.begin(), news.signatures.end());
        }
        co_return all;
    });
    EXPECT_EQ(seen.size(), std::size_t{threads} * each);
}

/// Two nodes: what one rings, the other hears.
class TwoNodes : public testing::Test {
  protected:
    TwoNodes() {
        bell_here_.drive([] {});
        bell_there_.drive([] {});
    }
    void carry() {
        for (const auto& payload : bell_here_.take(base::SteadyTime::max() - nodes::Doorbell::interval)) {
            bell_there_.hear(payload);
        }
    }

    nodes::Doorbell bell_here_, bell_there_;
    SubmissionFeed here_{bell_here_}, there_{bell_there_};
};

TEST_F(TwoNodes, TellEachOthersSubscribers) {
    const auto news = as_subscriber(there_, [&](auto& subscription) -> base::Task<News> {
        here_.tell("prj_1", key(1), signature(1));
        here_.tell("prj_1", key(2), signature(2));
        here_.tell("prj_2", key(1), signature(3));
        carry();
        co_return co_await subscription.next();
    });
    EXPECT_EQ(news.kind, Kind::changed);
    EXPECT_THAT(news.signatures, ElementsAre(signature(1)));
}

TEST_F(TwoNodes, DoNotRingForWhatTheyHear) {
    here_.tell("prj_1", key(1), signature(1));
    carry();
    EXPECT_EQ(bell_there_.due_at(), base::SteadyTime::max());
}

TEST_F(TwoNodes, TellEverySubscriberToLookWhenRingsMayBeLost) {
    const auto news = as_subscriber(there_, [&](auto& subscription) -> base::Task<News> {
        there_.tell("prj_1", key(1), signature(1));
        bell_there_.lose();
        co_return co_await subscription.next();
    });
    EXPECT_EQ(news.kind, Kind::unheard);
    EXPECT_THAT(news.signatures, ElementsAre(signature(1)));
}

TEST_F(TwoNodes, TellEverySubscriberToLookNowAndThen) {
    constexpr std::chrono::milliseconds interval{50};
    SubmissionFeed feed{bell_there_, interval};
    const auto begun = std::chrono::steady_clock::now();
    const auto news = as_subscriber(feed, [&](auto& subscription) -> base::Task<std::vector<Kind>> {
        std::vector<Kind> kinds;
        for (int i = 0; i < 2; ++i) kinds.push_back((co_await subscription.next()).kind);
        co_return kinds;
    });
    EXPECT_THAT(news, ElementsAre(Kind::unheard, Kind::unheard));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 2 * interval);
}

TEST(SubmissionFeed, TellsNobodyToLookWhereThisIsTheOnlyNode) {
    nodes::Doorbell bell;
    SubmissionFeed feed{bell, std::chrono::milliseconds{1}};
    const auto news = as_subscriber(
        feed, [&](auto& subscription) -> base::Task<News> { co_return co_await subscription.next(soon()); });
    EXPECT_EQ(news.kind, Kind::timed_out);
}

TEST_F(TwoNodes, PassOverWhatTheyCannotRead) {
    const auto news = as_subscriber(there_, [&](auto& subscription) -> base::Task<News> {
        for (const std::string text : {"", " ", "x", "x y z", "submission"}) bell_there_.hear("submission " + text);
        bell_there_.hear("submission " + std::string(7'000, ' ') + std::string(900, '1'));
        co_return co_await subscription.next(soon());
    });
    EXPECT_EQ(news.kind, Kind::timed_out);
}

}  // namespace
}  // namespace burner::transactions
