#pragma once

#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "nodes/duty_store.hpp"
#include "nodes/leased_duties.hpp"

namespace burner::contracts {

/// The contract of every nodes::DutyStore. `Backend` has two openings of one store, and `let_pass`, which moves every
/// lease into the past.
template <class Backend>
class DutyStoreContract : public Contract<Backend> {
  protected:
    using Names = std::vector<std::string>;

    Names claim(const nodes::DutyClaim& claim) { return store_.claim(claim).value(); }
    static nodes::DutyClaim wish(std::string owner, Names shards, std::size_t most, Names singles = {}) {
        return {
            .owner = std::move(owner), .shards = std::move(shards), .max_shards = most, .singles = std::move(singles)};
    }

    nodes::DutyStore& store_ = this->backend_.duty_store();
    nodes::DutyStore& other_ = this->backend_.reopened_duty_store();
};
TYPED_TEST_SUITE_P(DutyStoreContract);

TYPED_TEST_P(DutyStoreContract, GivesWhatIsFreeTheFirstWishesFirst) {
    using testing::UnorderedElementsAre;
    EXPECT_THAT(this->claim(this->wish("a", {"tracker/7", "webhooks/3", "tracker/1"}, 2, {"prune"})),
                UnorderedElementsAre("tracker/7", "webhooks/3", "prune"));
    EXPECT_THAT(this->other_.claim(this->wish("b", {"tracker/7", "webhooks/3", "tracker/1"}, 2, {"prune"})).value(),
                UnorderedElementsAre("tracker/1"));
}

TYPED_TEST_P(DutyStoreContract, KeepsAndFreesAtOnce) {
    this->claim(this->wish("a", {"tracker/1", "tracker/2", "tracker/3"}, 3));
    EXPECT_THAT(this->claim({.owner = "a", .keep = {"tracker/1"}, .give_up = {"tracker/2"}}),
                testing::ElementsAre("tracker/1"));
    EXPECT_THAT(this->other_.claim(this->wish("b", {"tracker/1", "tracker/2", "tracker/3"}, 3)).value(),
                testing::ElementsAre("tracker/2"));
}

TYPED_TEST_P(DutyStoreContract, WhatIsNotKeptIsFreeWhenItsLeaseHasEnded) {
    this->claim(this->wish("a", {"tracker/1", "tracker/2"}, 2));
    this->backend_.let_pass(std::chrono::seconds{3});
    this->claim({.owner = "a", .keep = {"tracker/1"}});
    this->backend_.let_pass(std::chrono::seconds{2});
    EXPECT_THAT(this->other_.claim(this->wish("b", {"tracker/1", "tracker/2"}, 2)).value(),
                testing::ElementsAre("tracker/2"));
    EXPECT_THAT(this->claim({.owner = "a", .keep = {"tracker/1", "tracker/2"}}), testing::ElementsAre("tracker/1"));
}

TYPED_TEST_P(DutyStoreContract, ALeaseThatEndedGoesOnWhereNobodyElseTookIt) {
    this->claim(this->wish("a", {"tracker/1"}, 1));
    this->backend_.let_pass(std::chrono::seconds{60});
    EXPECT_THAT(this->claim({.owner = "a", .keep = {"tracker/1"}}), testing::ElementsAre("tracker/1"));
}

TYPED_TEST_P(DutyStoreContract, WhatTheOwnerHasWithoutKnowingItIsFreeForIt) {
    this->claim(this->wish("a", {"tracker/1"}, 1, {"prune"}));
    EXPECT_THAT(this->claim(this->wish("a", {"tracker/1"}, 1, {"prune"})),
                testing::UnorderedElementsAre("tracker/1", "prune"));
}

TYPED_TEST_P(DutyStoreContract, AReleaseFreesAllOfAnOwner) {
    this->claim(this->wish("a", {"tracker/1"}, 1, {"prune"}));
    this->claim(this->wish("c", {"tracker/2"}, 1));
    ASSERT_TRUE(this->store_.release("a"));
    EXPECT_THAT(this->other_.claim(this->wish("b", {"tracker/1", "tracker/2"}, 2, {"prune"})).value(),
                testing::UnorderedElementsAre("tracker/1", "prune"));
}

TYPED_TEST_P(DutyStoreContract, KnowsAllDuties) {
    nodes::DutyClaim all{.owner = "a", .max_shards = nodes::sharded_duty_count};
    for (std::size_t duty = 0; duty < nodes::duty_count; ++duty)
        (duty < nodes::sharded_duty_count ? all.shards : all.singles).push_back(nodes::duty_names()[duty]);
    EXPECT_EQ(this->claim(all).size(), nodes::duty_count);
}

TYPED_TEST_P(DutyStoreContract, OfParallelClaimsEachDutyHasOneOwner) {
    std::vector<std::vector<std::string>> held(8);
    {
        std::vector<std::jthread> crowd;
        for (std::size_t i = 0; i < held.size(); ++i) {
            crowd.emplace_back([&, i] {
                auto& mine = i % 2 == 0 ? this->store_ : this->other_;
                nodes::DutyClaim all{.owner = "node_" + std::to_string(i), .max_shards = 4};
                for (std::size_t n = 0; n < nodes::sharded_duty_count; ++n)
                    all.shards.push_back(nodes::duty_names()[(n + 4 * i) % nodes::sharded_duty_count]);
                held[i] = mine.claim(all).value();
            });
        }
    }
    std::vector<std::string> every;
    for (const auto& names : held) every.insert(every.end(), names.begin(), names.end());
    std::ranges::sort(every);
    EXPECT_TRUE(std::ranges::adjacent_find(every) == every.end());
    EXPECT_GE(every.size(), nodes::sharded_duty_count / 2);
}

REGISTER_TYPED_TEST_SUITE_P(DutyStoreContract, GivesWhatIsFreeTheFirstWishesFirst, KeepsAndFreesAtOnce,
                            WhatIsNotKeptIsFreeWhenItsLeaseHasEnded, ALeaseThatEndedGoesOnWhereNobodyElseTookIt,
                            WhatTheOwnerHasWithoutKnowingItIsFreeForIt, AReleaseFreesAllOfAnOwner, KnowsAllDuties,
                            OfParallelClaimsEachDutyHasOneOwner);

}  // namespace burner::contracts
