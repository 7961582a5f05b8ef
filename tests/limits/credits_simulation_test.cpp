#include <gtest/gtest.h>

#include "limits/credit_simulation.hpp"

namespace burner::limits {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = CreditSimulation::Time;

constexpr std::uint64_t seeds = 10;

/// Requests evenly at random, `rate` a second.
void load(CreditSimulation& simulation, double rate, Time from, Time to) {
    std::exponential_distribution<double> gap{rate};
    for (double at = static_cast<double>(from.count()); at < static_cast<double>(to.count());
         at += gap(simulation.random()) * 1e6)
        simulation.request_anywhere(Time{static_cast<std::int64_t>(at)});
}

/// So many within two milliseconds, on all nodes.
void burst(CreditSimulation& simulation, std::uint64_t count, Time at) {
    for (std::uint64_t i = 0; i < count; ++i)
        simulation.request_anywhere(at + Time{static_cast<std::int64_t>(simulation.between(0, 2'000))});
}

void all_on_one_node(CreditSimulation& simulation, std::uint64_t count, Time at) {
    for (std::uint64_t i = 0; i < count; ++i)
        simulation.request(at + Time{static_cast<std::int64_t>(simulation.between(0, 2'000))}, 0);
}

/// Half of the limit on all nodes but the first, then twice the limit on the first.
void moved_load(CreditSimulation& simulation, const SimulationSettings& settings) {
    for (std::uint64_t i = 0; i < settings.limit / 2; ++i) {
        const auto at = static_cast<std::int64_t>(simulation.between(0, 9e6));
        simulation.request(Time{at}, 1 + simulation.random()() % (settings.nodes - 1));
    }
    all_on_one_node(simulation, 2 * settings.limit, seconds{10});
}

class EveryCluster : public testing::TestWithParam<std::pair<std::size_t, std::uint64_t>> {
  protected:
    /// Runs a scenario with every seed.
    template <class Scenario, class Check>
    void with_seeds(Scenario scenario, Check check) {
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            SCOPED_TRACE(testing::Message() << "seed " << seed);
            const SimulationSettings settings{.nodes = GetParam().first, .limit = GetParam().second, .seed = seed};
            CreditSimulation simulation{settings};
            scenario(simulation, settings);
            simulation.run();
            EXPECT_EQ(simulation.requests, simulation.admitted + simulation.refused);
            EXPECT_EQ(simulation.admitted_outside, 0u);
            check(simulation);
        }
    }
    std::uint64_t limit() const { return GetParam().second; }
};
INSTANTIATE_TEST_SUITE_P(Credits, EveryCluster,
                         testing::Values(std::pair{4, 600}, std::pair{4, 30}, std::pair{16, 600}, std::pair{16, 30}),
                         [](const auto& info) {
                             return std::to_string(info.param.first) + "NodesLimit" + std::to_string(info.param.second);
                         });

TEST_P(EveryCluster, OfABurstAtTheEdgeExactlyTheLimitIsAdmitted) {
    with_seeds([](auto& simulation, const auto& settings) { burst(simulation, 2 * settings.limit, seconds{10}); },
               [&](const auto& simulation) { EXPECT_EQ(simulation.admitted, limit()); });
}

TEST_P(EveryCluster, OfTwiceTheLimitExactlyTheLimitIsAdmitted) {
    with_seeds(
        [](auto& simulation, const auto& settings) {
            load(simulation, 2.0 * static_cast<double>(settings.limit) / 60, seconds{0}, seconds{55});
        },
        [&](const auto& simulation) { EXPECT_EQ(simulation.admitted, std::min(limit(), simulation.requests)); });
}

TEST_P(EveryCluster, WhatOthersDoNotSpendIsThereForTheNodeThatNeedsIt) {
    with_seeds(moved_load, [&](const auto& simulation) {
        EXPECT_EQ(simulation.admitted, limit());
        EXPECT_LE(simulation.longest_wait, milliseconds{100});
    });
}

TEST_P(EveryCluster, AtHalfTheLimitNobodyIsRefusedAndTheStoreIsSeldomAsked) {
    double rows = 0;
    double waits = 0;
    double requests = 0;
    with_seeds(
        [](auto& simulation, const auto& settings) {
            load(simulation, static_cast<double>(settings.limit) / 120, seconds{0}, seconds{55});
        },
        [&](const auto& simulation) {
            EXPECT_EQ(simulation.refused, 0u);
            rows += static_cast<double>(simulation.rows + simulation.rows_back);
            waits += static_cast<double>(simulation.waited);
            requests += static_cast<double>(simulation.requests);
        });
    RecordProperty("rows_per_request", std::to_string(rows / requests));
    RecordProperty("waits_per_request", std::to_string(waits / requests));
    if (limit() < 600) return;
    const bool is_small = GetParam().first == 4;
    EXPECT_LE(rows / requests, is_small ? 0.04 : 0.15);
    EXPECT_LE(waits / requests, is_small ? 0.02 : 0.06);
}

TEST_P(EveryCluster, WhoIsRefusedBecauseAllIsSpentWaitsForNextWindowAndNoLonger) {
    with_seeds([](auto& simulation, const auto& settings) { burst(simulation, 2 * settings.limit, seconds{10}); },
               [&](const auto& simulation) {
                   for (const CreditAnswer& answer : simulation.refusals) {
                       EXPECT_TRUE(answer.is_spent);
                       EXPECT_GE(answer.retry_after, seconds{59});
                       EXPECT_LE(answer.retry_after, milliseconds{60'500});
                   }
               });
}

/// Minutes of bursts and lulls, with clocks that differ, recalls that get lost, and nodes that die.
void long_run(CreditSimulation& simulation, const SimulationSettings& settings) {
    const double rate = static_cast<double>(settings.limit) / 60;
    for (Time at{0}; at < seconds{400};) {
        const Time next = at + Time{static_cast<std::int64_t>(simulation.between(1e6, 20e6))};
        const double kind = simulation.between(0, 1);
        if (kind < 0.3) burst(simulation, settings.limit, at);
        if (kind > 0.3 && kind < 0.6) all_on_one_node(simulation, settings.limit / 2, at);
        load(simulation, rate * simulation.between(0.1, 3), at, next);
        at = next;
    }
}

class Trouble : public testing::Test {
  protected:
    static std::uint64_t most_in_a_window(const CreditSimulation& simulation) {
        std::uint64_t most = 0;
        for (const auto& [window, count] : simulation.admitted_in) most = std::max(most, count);
        return most;
    }
    static SimulationSettings settings_of(std::uint64_t seed, Fault fault = Fault::none) {
        return {.nodes = 2 + seed % 4,
                .limit = seed % 2 == 0 ? 60u : 200u,
                .seed = seed,
                .fault = fault,
                .lost_recalls = 0.2,
                .drift = 0.002,
                .longest_way = microseconds{seed % 3 == 0 ? 40'000 : 2'000}};
    }
};

TEST_F(Trouble, NoWindowEverAdmitsMoreThanTheLimit) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        const SimulationSettings settings = settings_of(seed);
        CreditSimulation simulation{settings};
        long_run(simulation, settings);
        if (settings.nodes > 2) {
            simulation.at(Time{static_cast<std::int64_t>(simulation.between(1e6, 300e6))},
                          [&simulation] { simulation.kill(1); });
        }
        simulation.run();
        EXPECT_LE(most_in_a_window(simulation), settings.limit);
        EXPECT_EQ(simulation.admitted_outside, 0u);
        EXPECT_LE(simulation.longest_wait, milliseconds{105});
        EXPECT_GT(simulation.admitted, 4 * settings.limit);
    }
}

TEST_F(Trouble, ANodeThatDiesTakesNoMoreThanItsShareWithIt) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        CreditSimulation simulation{{.nodes = 4, .limit = 600, .seed = seed}};
        load(simulation, 5, seconds{0}, seconds{10});
        simulation.at(seconds{10}, [&simulation] { simulation.kill(3); });
        for (int i = 0; i < 40; ++i) burst(simulation, 50, seconds{11 + i});
        simulation.run();
        EXPECT_LE(simulation.admitted, 600u);
        EXPECT_GE(simulation.admitted, 600u - 600 / 8);
    }
}

TEST_F(Trouble, WithoutTheStoreAMinuteAdmitsAtMostTwiceTheLimitAndAtLeastTheNodesShares) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        CreditSimulation simulation{{.nodes = 4, .limit = 600, .seed = seed}};
        const Time away{static_cast<std::int64_t>(simulation.between(0, 30e6))};
        simulation.at(away, [&simulation] { simulation.store_answers = false; });
        simulation.at(away + seconds{20}, [&simulation] { simulation.store_answers = true; });
        load(simulation, 40, seconds{0}, seconds{59});
        simulation.run();
        EXPECT_LE(simulation.admitted, 1'200u);
        EXPECT_GE(simulation.admitted, 595u);
    }
}

TEST_F(Trouble, AServerThatDoesNotRecallIsFound) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const SimulationSettings settings{.seed = seed, .fault = Fault::no_recall};
        CreditSimulation simulation{settings};
        moved_load(simulation, settings);
        simulation.run();
        found += simulation.admitted < settings.limit ? 1 : 0;
    }
    EXPECT_EQ(found, seeds);
}

TEST_F(Trouble, AServerThatForgetsCreditsAfterGivingThemBackIsFound) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const SimulationSettings settings{.seed = seed, .fault = Fault::late_forgetting};
        CreditSimulation simulation{settings};
        moved_load(simulation, settings);
        for (int i = 0; i < 60; ++i)  // the others go on while they give back
            simulation.request(seconds{10} + microseconds{250 * i}, 1 + static_cast<std::size_t>(i) % 3);
        simulation.run();
        found += most_in_a_window(simulation) > settings.limit ? 1 : 0;
    }
    EXPECT_GT(found, seeds / 2);
}

/// Credits are recalled when the window is about to end, and the next one is spent whole.
void recall_at_the_end(CreditSimulation& simulation, const SimulationSettings& settings) {
    for (std::uint64_t i = 0; i < settings.limit / 2; ++i) {
        const auto at = static_cast<std::int64_t>(simulation.between(0, 50e6));
        simulation.request(Time{at}, 1 + simulation.random()() % (settings.nodes - 1));
    }
    all_on_one_node(simulation, settings.limit, Time{static_cast<std::int64_t>(simulation.between(59.95e6, 60.05e6))});
    burst(simulation, 2 * settings.limit, seconds{62});
}

TEST_F(Trouble, AStoreThatTakesWhatBelongsToAnotherWindowIsFound) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        for (const Fault fault : {Fault::none, Fault::any_window_counts}) {
            const SimulationSettings settings{.seed = seed, .fault = fault, .longest_way = milliseconds{40}};
            CreditSimulation simulation{settings};
            recall_at_the_end(simulation, settings);
            simulation.run();
            const bool is_broken = most_in_a_window(simulation) > settings.limit || simulation.admitted_outside > 0;
            if (fault == Fault::none) EXPECT_FALSE(is_broken);
            found += is_broken ? 1 : 0;
        }
    }
    EXPECT_GT(found, 0u);
}

}  // namespace
}  // namespace burner::limits
