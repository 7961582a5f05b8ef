#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "limits/credit_store.hpp"

namespace burner::contracts {

/// The contract of every store of windows. `Backend` has two openings of one store, and `let_pass`, which moves every
/// window into the past.
template <class Backend>
class WindowStoreContract : public Contract<Backend> {
  protected:
    static limits::CreditAsk ask(std::string key, std::uint64_t want, std::uint64_t limit,
                                 limits::PeriodId period = limits::any_period) {
        return {.key = std::move(key), .period = period, .limit = limit, .want = want};
    }
    static limits::CreditAsk ahead(std::string key, std::uint64_t most, std::uint64_t limit) {
        return {.key = std::move(key), .limit = limit, .ahead = most};
    }
    static limits::CreditGrant take(limits::CreditStore& store, const limits::CreditAsk& wanted,
                                    const std::string& node = "a", std::size_t nodes = 4) {
        return store.take({node, nodes}, std::vector{wanted}).value().at(0);
    }
    static void give_back(limits::CreditStore& store, std::string key, limits::PeriodId period, std::uint64_t amount,
                          const std::string& node = "a") {
        ASSERT_TRUE(store.give_back({node, 4}, std::vector<limits::CreditReturn>{{std::move(key), period, amount}}));
    }

    limits::CreditStore& store_ = this->backend_.window_store();
    limits::CreditStore& other_ = this->backend_.reopened_window_store();
};
TYPED_TEST_SUITE_P(WindowStoreContract);

TYPED_TEST_P(WindowStoreContract, GrantsAShareOfWhatIsLeftAheadAndWhatIsWantedInAnyCase) {
    const auto first = this->take(this->store_, this->ahead("key_1", 600, 600));
    EXPECT_EQ(first.granted, 75u);
    EXPECT_EQ(first.left, 525u);
    const auto second = this->take(this->other_, this->ahead("key_1", 600, 600), "b");
    EXPECT_EQ(second.granted, 66u);
    EXPECT_EQ(second.period, first.period);
    EXPECT_EQ(this->take(this->store_, this->ahead("key_1", 5, 600)).granted, 5u);
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 400, 600)).granted, 400u);
    const auto last = this->take(this->store_, this->ask("key_1", 400, 600));
    EXPECT_EQ(last.granted, 54u);
    EXPECT_EQ(last.left, 0u);
    EXPECT_FALSE(last.is_tight);
}

TYPED_TEST_P(WindowStoreContract, AWindowEndsAfterAMinuteAndTheNextBeginsWithAnAsk) {
    const auto first = this->take(this->store_, this->ask("key_1", 100, 100));
    EXPECT_LT(first.age, std::chrono::seconds{10});
    this->backend_.let_pass(std::chrono::seconds{50});
    const auto later = this->take(this->store_, this->ask("key_1", 1, 100));
    EXPECT_GE(later.age, std::chrono::seconds{50});
    EXPECT_LT(later.age, std::chrono::seconds{60});
    EXPECT_EQ(later.granted, 0u);
    EXPECT_TRUE(later.is_tight);
    this->backend_.let_pass(std::chrono::seconds{10});
    const auto next = this->take(this->store_, this->ask("key_1", 1, 100), "b");
    EXPECT_NE(next.period, first.period);
    EXPECT_EQ(next.granted, 1u);
    EXPECT_EQ(next.left, 99u);
    EXPECT_FALSE(next.is_tight);
    EXPECT_THAT(next.holders, testing::ElementsAre("b"));
}

TYPED_TEST_P(WindowStoreContract, AnAskForAnotherWindowIsIgnored) {
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 1, 100, 7)).granted, 0u);
    const auto first = this->take(this->store_, this->ask("key_1", 1, 100));
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 1, 100, first.period)).granted, 1u);
    const auto foreign = this->take(this->store_, this->ask("key_1", 1, 100, first.period + 1));
    EXPECT_EQ(foreign.granted, 0u);
    EXPECT_NE(foreign.period, first.period + 1);
    this->backend_.let_pass(std::chrono::seconds{60});
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 1, 100, first.period)).granted, 0u);
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 1, 100)).left, 99u);
}

TYPED_TEST_P(WindowStoreContract, WhatIsGivenBackIsThereAgainOnceAndInItsWindow) {
    const auto first = this->take(this->store_, this->ask("key_1", 60, 100));
    this->give_back(this->other_, "key_1", first.period, 10, "b");
    this->give_back(this->other_, "key_1", first.period + 1, 10);
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 0, 100), "c").left, 40u);
    this->give_back(this->other_, "key_1", first.period, 10);
    this->give_back(this->other_, "key_1", first.period, 10);
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 0, 100), "c").left, 50u);
    this->backend_.let_pass(std::chrono::seconds{60});
    const auto next = this->take(this->store_, this->ask("key_1", 20, 100));
    this->give_back(this->other_, "key_1", first.period, 10);
    EXPECT_EQ(this->take(this->store_, this->ask("key_1", 0, 100, next.period)).left, 80u);
}

TYPED_TEST_P(WindowStoreContract, AWindowInWhichSomebodyWantsInVainIsTightAndRecallsTheRest) {
    const auto first = this->take(this->store_, this->ask("key_1", 10, 10));
    this->take(this->store_, this->ask("key_2", 10, 10));
    EXPECT_THAT(this->other_.recalled({"a", 2}).value(), testing::IsEmpty());
    const auto refused = this->take(this->other_, this->ask("key_1", 1, 10), "b");
    EXPECT_TRUE(refused.is_tight);
    EXPECT_THAT(refused.holders, testing::ElementsAre("a"));
    EXPECT_THAT(this->other_.recalled({"a", 2}).value(), testing::ElementsAre("key_1"));
    this->give_back(this->store_, "key_1", first.period, 4);
    EXPECT_THAT(this->other_.recalled({"a", 2}).value(), testing::IsEmpty());
    EXPECT_EQ(this->take(this->other_, this->ahead("key_1", 10, 10), "b").granted, 0u);
    EXPECT_EQ(this->take(this->other_, this->ask("key_1", 3, 10), "b").granted, 3u);
}

TYPED_TEST_P(WindowStoreContract, WhoGivesBackAPartIsStillAHolder) {
    const auto first = this->take(this->store_, this->ask("key_1", 60, 100));
    const std::vector<limits::CreditReturn> part{{"key_1", first.period, 10, true}};
    ASSERT_TRUE(this->store_.give_back({"a", 4}, part));
    const auto later = this->take(this->other_, this->ask("key_1", 0, 100), "b");
    EXPECT_EQ(later.left, 50u);
    EXPECT_THAT(later.holders, testing::ElementsAre("a"));
    this->give_back(this->store_, "key_1", first.period, 50);
    EXPECT_EQ(this->take(this->other_, this->ask("key_1", 0, 100), "b").left, 100u);
}

TYPED_TEST_P(WindowStoreContract, AnswersEachAskInOrder) {
    const std::vector asks{this->ask("z", 1, 100), this->ask("a", 2, 100), this->ask("m", 3, 100, 7),
                           this->ask("b", 4, 100)};
    const auto grants = this->store_.take({"a", 4}, asks).value();
    ASSERT_EQ(grants.size(), 4u);
    EXPECT_EQ(grants[0].granted, 1u);
    EXPECT_EQ(grants[1].granted, 2u);
    EXPECT_EQ(grants[2].granted, 0u);
    EXPECT_EQ(grants[3].granted, 4u);
}

TYPED_TEST_P(WindowStoreContract, OfParallelTakersTogetherGetTheLimit) {
    constexpr int takers = 16;
    std::atomic<std::uint64_t> granted{0};
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < takers; ++i) {
            crowd.emplace_back([&, i] {
                auto& mine = i % 2 == 0 ? this->store_ : this->other_;
                std::vector asks{this->ask("key_1", 7, 300), this->ask("key_2", 7, 300), this->ask("key_3", 7, 300)};
                if (i % 3 == 0) std::ranges::reverse(asks);
                for (int n = 0; n < 10; ++n) {
                    const auto grants = mine.take({std::to_string(i), takers}, asks).value();
                    for (const auto& grant : grants) granted += grant.granted;
                    const limits::CreditReturn unspent{"key_2", grants[1].period, grants[1].granted};
                    if (asks[1].key == "key_2" && mine.give_back({std::to_string(i), takers}, std::vector{unspent}))
                        granted -= grants[1].granted;
                }
            });
        }
    }
    EXPECT_EQ(granted, 600u);  // of key_2 all was given back
}

REGISTER_TYPED_TEST_SUITE_P(WindowStoreContract, GrantsAShareOfWhatIsLeftAheadAndWhatIsWantedInAnyCase,
                            AWindowEndsAfterAMinuteAndTheNextBeginsWithAnAsk, AnAskForAnotherWindowIsIgnored,
                            WhatIsGivenBackIsThereAgainOnceAndInItsWindow,
                            AWindowInWhichSomebodyWantsInVainIsTightAndRecallsTheRest, WhoGivesBackAPartIsStillAHolder,
                            AnswersEachAskInOrder, OfParallelTakersTogetherGetTheLimit);

}  // namespace burner::contracts
