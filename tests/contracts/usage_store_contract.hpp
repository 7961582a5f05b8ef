#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "limits/usage_store.hpp"

namespace burner::contracts {

/// The contract of every limits::UsageStore; `Backend` as in KeyStoreContract.
template <class Backend>
class UsageStoreContract : public Contract<Backend> {
  protected:
    static constexpr limits::Month april{std::chrono::year{2026}, std::chrono::April};
    static constexpr limits::Month may{std::chrono::year{2026}, std::chrono::May};
    static constexpr std::uint64_t no_ceiling = INT64_MAX;

    limits::CreditAsk ask(std::string key, limits::Month month, std::uint64_t want, std::uint64_t limit) {
        return {.key = std::move(key), .period = limits::period_of(month), .limit = limit, .want = want};
    }
    limits::CreditGrant take(limits::UsageStore& store, const limits::CreditAsk& wanted,
                             const std::string& node = "a") {
        return store.take({node, 2}, std::vector{wanted}).value().at(0);
    }
    void give_back(limits::UsageStore& store, std::string key, std::uint64_t amount, const std::string& node = "a") {
        const limits::CreditReturn unspent{std::move(key), limits::period_of(april), amount};
        ASSERT_TRUE(store.give_back({node, 2}, std::vector{unspent}));
    }
};
TYPED_TEST_SUITE_P(UsageStoreContract);

TYPED_TEST_P(UsageStoreContract, CountsByKeyAndMonth) {
    auto& store = this->backend_.usage_store();
    this->take(store, this->ask("key_1", this->april, 10, this->no_ceiling));
    this->take(store, this->ask("key_1", this->may, 20, this->no_ceiling));
    this->take(store, this->ask("key_2", this->april, 30, this->no_ceiling));
    const auto more = this->take(store, this->ask("key_1", this->april, 5, this->no_ceiling));
    EXPECT_EQ(more.granted, 5u);
    EXPECT_EQ(more.left, this->no_ceiling - 15);
    auto& other = this->backend_.reopened_usage_store();
    EXPECT_EQ(other.count("key_1", this->april).value(), 15u);
    EXPECT_EQ(other.count("key_1", this->may).value(), 20u);
    EXPECT_EQ(other.count("key_2", this->april).value(), 30u);
    EXPECT_EQ(other.count("key_3", this->april).value(), 0u);
}

TYPED_TEST_P(UsageStoreContract, GrantsUpToTheLimitAndNoMore) {
    auto& store = this->backend_.usage_store();
    EXPECT_EQ(this->take(store, this->ask("key_1", this->april, 60, 100)).granted, 60u);
    EXPECT_EQ(this->take(store, this->ask("key_1", this->april, 60, 100)).granted, 40u);
    EXPECT_EQ(this->take(store, this->ask("key_1", this->april, 60, 100)).granted, 0u);
    const auto lowered = this->take(store, this->ask("key_1", this->april, 60, 50));
    EXPECT_EQ(lowered.granted, 0u);
    EXPECT_EQ(lowered.left, 0u);
    EXPECT_EQ(store.count("key_1", this->april).value(), 100u);
}

TYPED_TEST_P(UsageStoreContract, GrantsAheadAShareOfWhatIsLeft) {
    auto& store = this->backend_.usage_store();
    auto wanted = this->ask("key_1", this->april, 0, 100);
    wanted.ahead = 1'000;
    EXPECT_EQ(this->take(store, wanted).granted, 25u);
    EXPECT_EQ(this->take(store, wanted).granted, 19u);
    wanted.ahead = 5;
    EXPECT_EQ(this->take(store, wanted).granted, 5u);
}

TYPED_TEST_P(UsageStoreContract, AnswersEachAskInOrder) {
    auto& store = this->backend_.usage_store();
    const std::vector asks{this->ask("z", this->april, 1, 100), this->ask("a", this->april, 2, 100),
                           this->ask("m", this->april, 3, 100)};
    const auto grants = store.take({"a", 1}, asks).value();
    for (std::size_t i = 0; i < asks.size(); ++i) EXPECT_EQ(grants.at(i).granted, asks[i].want);
}

TYPED_TEST_P(UsageStoreContract, TakesBackWhatWasNotUsedOnceAndFromHoldersOnly) {
    auto& store = this->backend_.usage_store();
    this->take(store, this->ask("key_1", this->april, 60, 100));
    this->give_back(store, "key_1", 25, "b");
    EXPECT_EQ(store.count("key_1", this->april).value(), 60u);
    this->give_back(store, "key_1", 25);
    this->give_back(store, "key_1", 25);
    EXPECT_EQ(store.count("key_1", this->april).value(), 35u);
}

TYPED_TEST_P(UsageStoreContract, WhoGivesBackAPartIsStillAHolder) {
    auto& store = this->backend_.usage_store();
    this->take(store, this->ask("key_1", this->april, 60, 100));
    const std::vector<limits::CreditReturn> part{{"key_1", limits::period_of(this->april), 10, true}};
    ASSERT_TRUE(store.give_back({"a", 2}, part));
    EXPECT_THAT(this->take(store, this->ask("key_1", this->april, 0, 100), "b").holders, testing::ElementsAre("a"));
    this->give_back(store, "key_1", 50);
    EXPECT_EQ(store.count("key_1", this->april).value(), 0u);
}

TYPED_TEST_P(UsageStoreContract, NamesThoseWhoMayHoldCredits) {
    auto& store = this->backend_.usage_store();
    EXPECT_THAT(this->take(store, this->ask("key_1", this->april, 1, 10), "a").holders, testing::ElementsAre("a"));
    EXPECT_THAT(this->take(store, this->ask("key_1", this->april, 1, 10), "aa").holders,
                testing::UnorderedElementsAre("a", "aa"));
    this->give_back(store, "key_1", 0, "a");
    EXPECT_THAT(this->take(store, this->ask("key_1", this->april, 1, 10), "b").holders,
                testing::UnorderedElementsAre("aa", "b"));
}

TYPED_TEST_P(UsageStoreContract, BecomesTightWhenSomebodyWantsWhatIsNotThereAndRecallsTheRest) {
    auto& store = this->backend_.usage_store();
    auto& other = this->backend_.reopened_usage_store();
    this->take(store, this->ask("key_1", this->april, 10, 10), "a");
    EXPECT_FALSE(this->take(store, this->ask("key_1", this->april, 0, 10), "b").is_tight);
    EXPECT_THAT(other.recalled({"a", 2}).value(), testing::IsEmpty());
    EXPECT_TRUE(this->take(store, this->ask("key_1", this->april, 1, 10), "b").is_tight);
    EXPECT_THAT(other.recalled({"a", 2}).value(), testing::ElementsAre("key_1"));
    EXPECT_THAT(other.recalled({"b", 2}).value(), testing::IsEmpty());
    this->give_back(other, "key_1", 4, "a");
    EXPECT_THAT(other.recalled({"a", 2}).value(), testing::IsEmpty());
    auto wanted = this->ask("key_1", this->april, 0, 10);
    wanted.ahead = 10;
    EXPECT_EQ(this->take(store, wanted, "b").granted, 0u);
    wanted.want = 3;
    EXPECT_EQ(this->take(store, wanted, "b").granted, 3u);
}

TYPED_TEST_P(UsageStoreContract, OfParallelTakersTogetherGetTheLimit) {
    auto& store = this->backend_.usage_store();
    auto& other = this->backend_.reopened_usage_store();
    std::atomic<std::uint64_t> granted{0};
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 8; ++i) {
            crowd.emplace_back([&, i] {
                auto& mine = i % 2 == 0 ? store : other;
                for (int n = 0; n < 10; ++n) {
                    const auto asks = std::vector{this->ask(i % 4 < 2 ? "key_1" : "key_2", this->april, 3, 100),
                                                  this->ask(i % 4 < 2 ? "key_2" : "key_1", this->april, 3, 100)};
                    const auto grants = mine.take({std::to_string(i), 8}, asks).value();
                    for (const auto& grant : grants) granted += grant.granted;
                }
            });
        }
    }
    EXPECT_EQ(granted, 200u);
    EXPECT_EQ(store.count("key_1", this->april).value(), 100u);
    EXPECT_EQ(store.count("key_2", this->april).value(), 100u);
}

REGISTER_TYPED_TEST_SUITE_P(UsageStoreContract, CountsByKeyAndMonth, GrantsUpToTheLimitAndNoMore,
                            GrantsAheadAShareOfWhatIsLeft, AnswersEachAskInOrder,
                            TakesBackWhatWasNotUsedOnceAndFromHoldersOnly, WhoGivesBackAPartIsStillAHolder,
                            NamesThoseWhoMayHoldCredits, BecomesTightWhenSomebodyWantsWhatIsNotThereAndRecallsTheRest,
                            OfParallelTakersTogetherGetTheLimit);

}  // namespace burner::contracts
