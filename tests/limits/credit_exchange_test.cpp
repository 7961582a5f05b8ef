#include "limits/credit_exchange.hpp"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "fakes/run_task.hpp"
#include "fakes/stores/window_store.hpp"
#include "limits/shared_rate_limit.hpp"
#include "limits/shared_work_limit.hpp"
#include "storage/store_threads.hpp"

namespace burner::limits {
namespace {

using std::chrono::milliseconds;

milliseconds time_of_store() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

/// A store that several nodes share, some way off, and that may be away.
class DistantStore final : public CreditStore {
  public:
    base::Result<std::vector<CreditGrant>> take(const CreditNode& node, std::span<const CreditAsk> asks) override {
        ++calls;
        asked += asks.size();
        std::this_thread::sleep_for(way);
        if (is_away) return base::fail(base::ErrorCode::overloaded, "the store is away");
        return store_.take(node, asks);
    }
    base::Result<void> give_back(const CreditNode& node, std::span<const CreditReturn> returns) override {
        std::this_thread::sleep_for(way);
        return store_.give_back(node, returns);
    }
    base::Result<std::vector<std::string>> recalled(const CreditNode& node) override { return store_.recalled(node); }

    std::atomic<std::size_t> calls{0}, asked{0};
    std::atomic<bool> is_away{false};
    milliseconds way{1};

  private:
    storage::MemoryWindowStore store_{time_of_store};
};

class CreditExchangeTest : public testing::Test {
  protected:
    struct Node {
        Node(CreditStore& store, const base::LeaseClock& clock)
            : windows(window_rules(), store, threads, clock, bell, "recall") {}

        nodes::Doorbell bell;
        storage::StoreThreads threads{2};
        CreditExchange windows;
        SharedRateLimit rate{windows};
        SharedWorkLimit work{windows};
    };

    CreditExchangeTest() {
        const std::vector<std::string> live{"0", "1", "2"};
        for (std::size_t i = 0; i < live.size(); ++i) {
            nodes_.push_back(std::make_unique<Node>(store_, clock_));
            nodes_[i]->windows.set_nodes(live[i], live);
            nodes_[i]->bell.drive([this, i] { nodes_[i]->threads.post([this, i] { carry(i); }); });
        }
    }
    ~CreditExchangeTest() override {
        for (auto& node : nodes_) node->threads.join();
    }
    /// Brings what one node rings to the others.
    void carry(std::size_t from) {
        const base::SteadyTime later{std::chrono::hours{++hours_}};
        for (const std::string& payload : nodes_[from]->bell.take(later)) {
            for (std::size_t to = 0; to < nodes_.size(); ++to) {
                if (to != from) nodes_[to]->bell.hear(payload);
            }
        }
    }
    RateAnswer ask(std::size_t node, std::string_view key, std::uint32_t limit) {
        const auto answer = nodes_[node]->rate.admit(key, limit, {});
        return answer.is_undecided ? fakes::run_task(nodes_[node]->rate.decide(key, limit)) : answer;
    }
    /// So many threads on each node ask so often, all at once. Returns how many requests were admitted.
    int race(std::string_view key, std::uint32_t limit, std::vector<int> threads_of, int each) {
        std::atomic<int> admitted{0};
        std::vector<std::jthread> crowd;
        for (std::size_t node = 0; node < threads_of.size(); ++node) {
            for (int i = 0; i < threads_of[node]; ++i) {
                crowd.emplace_back([&, node] {
                    for (int n = 0; n < each; ++n) admitted += ask(node, key, limit).admitted ? 1 : 0;
                });
            }
        }
        crowd.clear();
        return admitted;
    }

    /// Races until all is spent: on a busy machine a recall may take longer than requests wait for it.
    int race_to_the_end(std::string_view key, std::uint32_t limit, const std::vector<int>& threads_of, int each) {
        int admitted = race(key, limit, threads_of, each);
        for (int again = 0; again < 10; ++again) {
            const auto probe = ask(0, key, limit);
            admitted += probe.admitted ? 1 : 0;
            if (!probe.admitted && probe.retry_after > short_refusal) break;
            std::this_thread::sleep_for(short_refusal);
            admitted += race(key, limit, threads_of, each);
        }
        return admitted;
    }

    const base::SystemLeaseClock clock_;
    DistantStore store_;
    std::atomic<int> hours_{0};
    std::vector<std::unique_ptr<Node>> nodes_;
};

TEST_F(CreditExchangeTest, OfARaceOverThreeNodesExactlyTheLimitIsAdmitted) {
    for (int round = 0; round < 5; ++round) {
        const std::string key = "key_" + std::to_string(round);
        EXPECT_EQ(race_to_the_end(key, 600, {3, 3, 3}, 150), 600);
        EXPECT_EQ(race(key, 600, {1, 1, 1}, 10), 0);
    }
}

TEST_F(CreditExchangeTest, WhatOtherNodesHoldIsThereForTheOneThatNeedsIt) {
    EXPECT_EQ(race("key_1", 600, {0, 2, 2}, 50), 200);
    EXPECT_EQ(race_to_the_end("key_1", 600, {4, 0, 0}, 150), 400);
}

TEST_F(CreditExchangeTest, AHotKeyAsksSeldom) {
    EXPECT_EQ(race("key_1", 100'000, {2, 2, 2}, 1'000), 6'000);
    EXPECT_LT(store_.asked, 60U);
}

TEST_F(CreditExchangeTest, AnswersSayWhatIsLeftAndWhenToComeAgain) {
    const auto first = ask(0, "key_1", 30);
    EXPECT_TRUE(first.admitted);
    EXPECT_EQ(first.limit, 30U);
    EXPECT_EQ(first.remaining, 29U);
    race_to_the_end("key_1", 30, {1, 1, 1}, 30);
    const auto refused = ask(0, "key_1", 30);
    EXPECT_FALSE(refused.admitted);
    EXPECT_EQ(refused.remaining, 0U);
    EXPECT_GE(refused.retry_after, std::chrono::seconds{58});
    EXPECT_LE(refused.retry_after, std::chrono::seconds{61});
    EXPECT_TRUE(ask(0, "key_1", unlimited).admitted);
}

TEST_F(CreditExchangeTest, WorkIsCountedOverAllNodesBesideRequests) {
    const auto spend = [&](std::size_t node, std::uint64_t work) {
        const auto answer = nodes_[node]->work.spend("key_1", work, 30, {});
        return answer.is_undecided ? fakes::run_task(nodes_[node]->work.decide("key_1", work, 30)) : answer;
    };
    EXPECT_TRUE(spend(0, 1'000).admitted);
    EXPECT_FALSE(spend(1, 1'000).admitted);
    EXPECT_TRUE(spend(2, 600).admitted);
    const auto refused = spend(0, 1);
    EXPECT_FALSE(refused.admitted);
    EXPECT_GE(refused.retry_after, std::chrono::seconds{1});
    EXPECT_EQ(ask(0, "key_1", 30).remaining, 29U);
}

TEST_F(CreditExchangeTest, WithoutTheStoreANodeAdmitsItsShare) {
    store_.is_away = true;
    EXPECT_EQ(race("key_1", 600, {2, 2, 2}, 150), 600);
    EXPECT_EQ(race("key_1", 600, {2, 2, 2}, 10), 0);
}

TEST_F(CreditExchangeTest, ACleanEndGivesBackWhatIsUnspent) {
    for (const std::size_t node : {1U, 2U}) {
        EXPECT_TRUE(ask(node, "key_1", 600).admitted);
        nodes_[node]->threads.join();
        nodes_[node]->windows.close();
    }
    nodes_[0]->windows.set_nodes("0", {"0"});
    EXPECT_EQ(race("key_1", 600, {1, 0, 0}, 700), 598);
}

}  // namespace
}  // namespace burner::limits
