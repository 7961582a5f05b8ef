#include "limits/monthly_quota.hpp"

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/run_in_place.hpp"
#include "base/timestamp.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_lease_clock.hpp"
#include "fakes/run_task.hpp"
#include "fakes/stores/usage_store.hpp"

namespace burner::limits {
namespace {

using std::chrono::seconds;

class FailingStore final : public UsageStore {
  public:
    base::Result<std::vector<CreditGrant>> take(const CreditNode&, std::span<const CreditAsk>) override {
        ++calls;
        return gone();
    }
    base::Result<void> give_back(const CreditNode&, std::span<const CreditReturn>) override { return gone(); }
    base::Result<std::vector<std::string>> recalled(const CreditNode&) override { return gone(); }
    base::Result<std::uint64_t> count(std::string_view, Month) override { return gone(); }

    int calls = 0;

  private:
    static std::unexpected<base::Error> gone() {
        return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
    }
};

class MonthlyQuotaTest : public testing::Test {
  protected:
    /// Asks as the gate does: has decided what is undecided.
    QuotaAnswer ask(MonthlyQuota& quota, std::uint32_t limit, std::string_view key = "key_1") {
        const auto answer = quota.admit(key, limit, clock_.now());
        if (answer.verdict != QuotaVerdict::undecided) return answer;
        return fakes::run_task(quota.decide(key, limit, clock_.now()));
    }
    bool admits(std::uint32_t limit, std::string_view key = "key_1") {
        return ask(quota_, limit, key).verdict == QuotaVerdict::admitted;
    }
    std::uint64_t durable(std::string_view key = "key_1") { return store_.count(key, month_of(clock_.now())).value(); }
    static base::UnixTime time(std::string_view text) { return base::from_rfc3339(text).value(); }

    fakes::FakeClock clock_;
    fakes::FakeLeaseClock lease_clock_;
    base::RunInPlace runner_;
    nodes::Doorbell doorbell_;
    storage::MemoryUsageStore store_;
    MonthlyQuota quota_{store_, runner_, lease_clock_, doorbell_};
};

TEST_F(MonthlyQuotaTest, AdmitsExactlyTheQuota) {
    for (const std::uint32_t limit : {1u, 2u, 99u, 1'000u, 10'000u}) {
        const std::string key = "key_" + std::to_string(limit);
        std::uint32_t admitted = 0;
        while (admits(limit, key)) ++admitted;
        EXPECT_EQ(admitted, limit);
        EXPECT_EQ(durable(key), limit);
        EXPECT_FALSE(admits(limit, key));
    }
}

TEST_F(MonthlyQuotaTest, RefusesUntilTheNextUtcMonth) {
    ASSERT_TRUE(admits(1));
    clock_.set(time("2026-04-30T23:59:58.500Z"));
    const auto refused = ask(quota_, 1);
    EXPECT_EQ(refused.verdict, QuotaVerdict::refused);
    EXPECT_EQ(refused.retry_after, seconds{2});
    clock_.set(time("2026-05-01T00:00:00.000Z"));
    EXPECT_TRUE(admits(1));
    clock_.set(time("2026-12-31T23:59:59.000Z"));
    ASSERT_TRUE(admits(1));
    EXPECT_EQ(ask(quota_, 1).retry_after, seconds{1});
}

/// Checked at every step of a run: what is durable covers what was admitted, by at most one block.
TEST_F(MonthlyQuotaTest, TheDurableCountLeadsByAtMostOneBlock) {
    for (const std::uint32_t limit : {50u, 10'000u, 500'000u, unlimited}) {
        const std::string key = "key_" + std::to_string(limit);
        std::uint64_t admitted = 0;
        while (admitted < 3 * MonthlyQuota::block_size(limit) && admits(limit, key)) {
            ++admitted;
            ASSERT_GE(durable(key), admitted);
            ASSERT_LE(durable(key), admitted + MonthlyQuota::block_size(limit));
        }
    }
}

TEST_F(MonthlyQuotaTest, ARestartGoesOnFromTheDurableCount) {
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(admits(1'000));
    quota_.credits().close();
    EXPECT_EQ(durable(), 5u);
    MonthlyQuota after_restart{store_, runner_, lease_clock_, doorbell_};
    std::uint32_t admitted = 0;
    while (ask(after_restart, 1'000).verdict == QuotaVerdict::admitted) ++admitted;
    EXPECT_EQ(admitted, 995u);
}

TEST_F(MonthlyQuotaTest, SettingTheClockGivesNoSecondQuota) {
    const auto april = clock_.now();
    while (admits(100)) {
    }
    for (int i = 0; i < 5; ++i) {
        clock_.set(time("2026-05-20T00:00:00.000Z"));
        while (admits(100)) {
        }
        clock_.set(time("2026-03-20T00:00:00.000Z"));
        while (admits(100)) {
        }
        clock_.set(april);
        EXPECT_FALSE(admits(100));
    }
    for (const auto month : {std::chrono::March, std::chrono::April, std::chrono::May}) {
        EXPECT_EQ(store_.count("key_1", std::chrono::year{2026} / month).value(), 100u);
    }
}

TEST_F(MonthlyQuotaTest, AChangedTierHoldsAtOnce) {
    while (admits(10)) {
    }
    EXPECT_TRUE(admits(11));
    EXPECT_FALSE(admits(11));
    EXPECT_TRUE(admits(unlimited));
}

TEST_F(MonthlyQuotaTest, OnlyTheFirstRequestWaitsForTheStore) {
    constexpr std::uint32_t limit = 10'000;  // blocks of 100
    ASSERT_EQ(quota_.admit("key_1", limit, clock_.now()).verdict, QuotaVerdict::undecided);
    ASSERT_TRUE(admits(limit));
    for (int i = 0; i < 5'000; ++i)
        ASSERT_EQ(quota_.admit("key_1", limit, clock_.now()).verdict, QuotaVerdict::admitted);
}

TEST_F(MonthlyQuotaTest, AStoreThatFailsAdmitsNothingAndIsLeftAloneForAMoment) {
    FailingStore store;
    nodes::Doorbell doorbell;
    MonthlyQuota quota{store, runner_, lease_clock_, doorbell};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(quota, 100).verdict, QuotaVerdict::unavailable);
    EXPECT_EQ(store.calls, 1);
    lease_clock_.advance(seconds{1});
    EXPECT_EQ(ask(quota, 100).verdict, QuotaVerdict::unavailable);
    EXPECT_EQ(store.calls, 2);
}

TEST_F(MonthlyQuotaTest, OfParallelRequestsExactlyTheQuotaIsAdmitted) {
    constexpr int threads = 8;
    for (int round = 0; round < 10; ++round) {
        const std::string key = "key_" + std::to_string(round);
        std::atomic<int> admitted{0};
        std::barrier start{threads};
        {
            std::vector<std::jthread> crowd;
            for (int i = 0; i < threads; ++i) {
                crowd.emplace_back([&] {
                    start.arrive_and_wait();
                    for (int n = 0; n < 300; ++n) admitted += admits(1'000, key) ? 1 : 0;
                });
            }
        }
        EXPECT_EQ(admitted, 1'000);
        EXPECT_EQ(durable(key), 1'000u);
    }
}

/// Two nodes, of which one needs what the other holds. Each hears the other's bell at once.
class QuotaOverNodes : public MonthlyQuotaTest {
  protected:
    QuotaOverNodes() {
        quota_.credits().set_nodes("a", {"a", "b"});
        other_.credits().set_nodes("b", {"a", "b"});
        doorbell_.drive([this] {
            rung_ = true;
            lease_clock_.advance(seconds{1});  // so nobody waits long for what is not given back
        });
    }
    /// Brings what was rung to the other node; until then it waits.
    void carry_rings() {
        for (const std::string& payload : doorbell_.take(base::SteadyTime{std::chrono::hours{1}}))
            other_bell_.hear(payload);
    }

    bool rung_ = false;
    nodes::Doorbell other_bell_;
    MonthlyQuota other_{store_, runner_, lease_clock_, other_bell_};
};

TEST_F(QuotaOverNodes, WhatOneHoldsTheOtherMaySpend) {
    constexpr std::uint32_t limit = 1'000;  // blocks of 10
    ASSERT_EQ(ask(other_, limit).verdict, QuotaVerdict::admitted);
    std::uint32_t admitted = 1;
    while (!rung_) admitted += admits(limit) ? 1 : 0;
    EXPECT_EQ(admitted, 991u);
    carry_rings();
    lease_clock_.advance(seconds{2});
    while (admits(limit)) ++admitted;
    EXPECT_EQ(admitted, limit);
    EXPECT_EQ(ask(quota_, limit).verdict, QuotaVerdict::refused);
    EXPECT_EQ(ask(other_, limit).verdict, QuotaVerdict::refused);
    EXPECT_EQ(durable(), limit);
}

TEST_F(QuotaOverNodes, ARecallThatNobodyHeardIsFoundInTheStore) {
    constexpr std::uint32_t limit = 1'000;
    ASSERT_EQ(ask(other_, limit).verdict, QuotaVerdict::admitted);
    while (!rung_) admits(limit);
    other_.credits().answer_lost_recalls();
    lease_clock_.advance(seconds{2});
    EXPECT_TRUE(admits(limit));
}

TEST_F(QuotaOverNodes, ADeadNodeKeepsOneBlockAtMost) {
    constexpr std::uint32_t limit = 1'000;
    ASSERT_EQ(ask(other_, limit).verdict, QuotaVerdict::admitted);
    quota_.credits().set_nodes("a", {"a"});
    std::uint32_t admitted = 0;
    while (admits(limit)) ++admitted;
    EXPECT_GE(admitted, limit - MonthlyQuota::block_size(limit));
    EXPECT_EQ(ask(quota_, limit).verdict, QuotaVerdict::refused);
}

TEST(MonthlyQuotaError, IsDocumented) {
    EXPECT_EQ(quota_exceeded(), base::Error{base::ErrorCode::quota_exceeded});
}

}  // namespace
}  // namespace burner::limits
