#include "nodes/leased_duties.hpp"

#include <map>
#include <memory>
#include <queue>
#include <random>

#include <gtest/gtest.h>

#include "fakes/fake_lease_clock.hpp"
#include "fakes/stores/duty_store.hpp"

namespace burner::nodes {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

class LeasedDutiesTest : public testing::Test {
  protected:
    LeasedDutiesTest() {
        a_.set_nodes("a", 1);
        b_.set_nodes("b", 2);
    }
    void pass(milliseconds time) {
        clock_.advance(time);
        store_time_ += time;
    }
    static std::size_t shards_of(const LeasedDuties& node) {
        return node.shards(ShardedDuty::tracking).count() + node.shards(ShardedDuty::webhooks).count();
    }

    fakes::FakeLeaseClock clock_;
    milliseconds store_time_{100'000};
    storage::MemoryDutyStore store_{[this] { return store_time_; }};
    LeasedDuties a_{clock_}, b_{clock_};
};

TEST_F(LeasedDutiesTest, ANodeAloneDoesEverything) {
    a_.renew(store_);
    EXPECT_EQ(a_.held().size(), duty_count);
    EXPECT_TRUE(a_.shards(ShardedDuty::tracking).all());
    EXPECT_TRUE(a_.shards(ShardedDuty::webhooks).all());
    EXPECT_TRUE(a_.has(SingleDuty::pruning));
}

TEST_F(LeasedDutiesTest, BeforeItKnowsWhoItIsItDoesNothing) {
    LeasedDuties nobody{clock_};
    nobody.renew(store_);
    EXPECT_TRUE(nobody.held().empty());
}

TEST_F(LeasedDutiesTest, TwoNodesHaveHalfEachAndNoneTwice) {
    a_.renew(store_);
    b_.renew(store_);
    EXPECT_EQ(shards_of(b_), 0u);
    a_.set_nodes("a", 2);
    a_.renew(store_);
    b_.renew(store_);
    EXPECT_EQ(shards_of(a_), 16u);
    EXPECT_EQ(shards_of(b_), 16u);
    for (const auto duty : {ShardedDuty::tracking, ShardedDuty::webhooks})
        EXPECT_EQ(a_.shards(duty) | b_.shards(duty), every_shard());
    EXPECT_TRUE(a_.has(SingleDuty::pruning));
    EXPECT_FALSE(b_.has(SingleDuty::pruning));
}

TEST_F(LeasedDutiesTest, WhatIsGivenUpIsNotWorkedOnFromBeforeTheStoreKnows) {
    a_.renew(store_);
    a_.set_nodes("a", 2);
    const DutyClaim claim = a_.begin();
    EXPECT_EQ(claim.give_up.size(), 16u);
    EXPECT_EQ(shards_of(a_), 16u);
}

TEST_F(LeasedDutiesTest, WorkStopsFourSecondsAfterTheClaimWasSent) {
    const auto asked = clock_.now();
    const DutyClaim claim = a_.begin();
    const auto answer = store_.claim(claim);
    pass(milliseconds{2'500});  // a slow answer
    a_.finish(claim, asked, answer);
    pass(milliseconds{1'499});
    EXPECT_EQ(shards_of(a_), 32u);
    pass(milliseconds{1});
    EXPECT_EQ(shards_of(a_), 0u);
    EXPECT_FALSE(a_.has(SingleDuty::pruning));
}

TEST_F(LeasedDutiesTest, AMachineThatSleptHoldsNothing) {
    a_.renew(store_);
    clock_.suspend(seconds{4});
    EXPECT_EQ(shards_of(a_), 0u);
}

TEST_F(LeasedDutiesTest, WithoutTheStoreWorkGoesOnForFourSeconds) {
    a_.renew(store_);
    pass(seconds{1});
    a_.finish(a_.begin(), clock_.now(), base::fail(base::ErrorCode::overloaded, "the store is away"));
    pass(milliseconds{2'999});
    EXPECT_EQ(shards_of(a_), 32u);
    pass(milliseconds{1});
    EXPECT_EQ(shards_of(a_), 0u);
}

TEST_F(LeasedDutiesTest, WhatADeadNodeHadIsTakenAfterFiveSeconds) {
    a_.renew(store_);
    b_.set_nodes("b", 1);
    pass(milliseconds{4'999});
    b_.renew(store_);
    EXPECT_EQ(shards_of(b_), 0u);
    pass(milliseconds{1});
    b_.renew(store_);
    EXPECT_EQ(b_.held().size(), duty_count);
}

TEST_F(LeasedDutiesTest, ACleanEndFreesThemAtOnce) {
    a_.renew(store_);
    a_.close(store_);
    EXPECT_TRUE(a_.held().empty());
    a_.renew(store_);
    b_.set_nodes("b", 1);
    b_.renew(store_);
    EXPECT_EQ(b_.held().size(), duty_count);
}

TEST_F(LeasedDutiesTest, WhatItHasWithoutKnowingItIsItsOwnAgain) {
    EXPECT_TRUE(store_.claim(a_.begin()));  // the answer is lost
    pass(seconds{1});
    a_.renew(store_);
    EXPECT_EQ(a_.held().size(), duty_count);
}

TEST_F(LeasedDutiesTest, UnderANewIdItStartsAnew) {
    a_.renew(store_);
    a_.set_nodes("c", 1);
    EXPECT_TRUE(a_.held().empty());
}

/// Nodes whose clocks differ, over a network that is slow now and then. They are paused, killed and started.
class DutySimulation {
  public:
    struct Settings {
        std::uint64_t seed = 1;
        bool counts_from_the_answer = false;  ///< what is wrong, and must be found
    };
    static constexpr milliseconds step{50};

    explicit DutySimulation(const Settings& settings) : settings_(settings), random_(settings.seed) {}

    void run(milliseconds length) {
        for (int i = 0; i < 3; ++i) start();
        while (now_ < length) {
            now_ += step;
            run_events();
            make_trouble();
            look();
        }
        calm_since_ = now_;
        trouble_ = false;
        while (now_ < length + seconds{20}) {
            now_ += step;
            run_events();
            look();
        }
    }

    std::size_t twice = 0;         ///< looks at which two nodes worked on one duty
    milliseconds longest_idle{0};  ///< of a duty while there was no trouble for long
    std::size_t unowned_at_the_end = 0;
    std::size_t claims = 0;

  private:
    struct Clock final : base::LeaseClock {
        Clock(const milliseconds& now, double rate) : now_(now), rate_(rate) {}
        base::LeaseTime now() const override {
            const nanoseconds time{static_cast<std::int64_t>(static_cast<double>(nanoseconds{now_}.count()) * rate_)};
            return {time, time};
        }
        const milliseconds& now_;
        double rate_;
    };
    struct Node {
        Node(const milliseconds& now, double rate) : clock(now, rate), duties(clock) {}
        Clock clock;
        LeasedDuties duties;
        std::string id;
        bool is_alive = true;
        milliseconds paused_until{0};
    };
    struct Event {
        milliseconds time;
        std::uint64_t order;
        std::function<void()> run;
        bool operator<(const Event& other) const {
            return time != other.time ? time > other.time : order > other.order;
        }
    };

    double between(double low, double high) { return std::uniform_real_distribution<double>{low, high}(random_); }
    milliseconds way() {
        const bool is_slow = trouble_ && between(0, 1) < 0.1;
        return milliseconds{static_cast<std::int64_t>(is_slow ? between(100, 6'000) : between(0, 30))};
    }
    void at(milliseconds time, std::function<void()> event) { events_.push({time, order_++, std::move(event)}); }
    void run_events() {
        while (!events_.empty() && events_.top().time <= now_) {
            const auto event = events_.top();
            events_.pop();
            event.run();
        }
    }

    void start() {
        auto& node = *nodes_.emplace_back(std::make_unique<Node>(now_, between(0.998, 1.002)));
        node.id = "node_" + std::to_string(nodes_.size());
        tell_live();
        at(now_ + milliseconds{static_cast<std::int64_t>(between(0, 1'000))}, [this, &node] { claim(node); });
    }
    void kill() {
        nodes_[random_() % nodes_.size()]->is_alive = false;
        at(now_ + seconds{5}, [this] { tell_live(); });
    }
    /// How many live becomes known some time later.
    void tell_live() {
        const auto live = static_cast<std::size_t>(std::ranges::count_if(nodes_, [](auto& n) { return n->is_alive; }));
        for (auto& node : nodes_) {
            at(now_ + milliseconds{static_cast<std::int64_t>(between(0, 1'000))},
               [&node = *node, live] { node.duties.set_nodes(node.id, live); });
        }
    }
    void claim(Node& node) {
        if (!node.is_alive) return;
        if (now_ < node.paused_until) return at(node.paused_until, [this, &node] { claim(node); });
        ++claims;
        const base::LeaseTime asked = node.clock.now();
        const auto claimed = std::make_shared<DutyClaim>(node.duties.begin());
        at(now_ + way(), [this, &node, claimed, asked] {
            const auto answer = claimed->owner.empty() ? std::vector<std::string>{} : store_.claim(*claimed).value();
            const bool is_lost = trouble_ && between(0, 1) < 0.05;
            at(now_ + (is_lost ? seconds{8} : way()),
               [this, &node, claimed, asked, answer, is_lost] { hear(node, *claimed, asked, answer, is_lost); });
        });
    }
    void hear(Node& node, const DutyClaim& claimed, base::LeaseTime asked, const std::vector<std::string>& answer,
              bool is_lost) {
        if (!node.is_alive) return;
        if (now_ < node.paused_until)
            return at(node.paused_until, [=, this, &node] { hear(node, claimed, asked, answer, is_lost); });
        if (!is_lost) node.duties.finish(claimed, settings_.counts_from_the_answer ? node.clock.now() : asked, answer);
        at(now_ + LeasedDuties::interval, [this, &node] { claim(node); });
    }
    void make_trouble() {
        const auto living = std::ranges::count_if(nodes_, [](auto& node) { return node->is_alive; });
        if (between(0, 1) < 0.001 && living < 6) start();
        if (between(0, 1) < 0.001 && living > 2) kill();
        if (between(0, 1) < 0.002)
            nodes_[random_() % nodes_.size()]->paused_until =
                now_ + milliseconds{static_cast<std::int64_t>(between(100, 9'000))};
    }
    void look() {
        std::map<std::string, int> workers;
        for (const auto& node : nodes_) {
            if (!node->is_alive) continue;
            for (const std::string& name : node->duties.held()) twice += ++workers[name] == 2 ? 1 : 0;
        }
        if (trouble_) return;
        if (workers.size() < duty_count) longest_idle = now_ - calm_since_;
        unowned_at_the_end = duty_count - workers.size();
    }

    const Settings settings_;
    std::mt19937_64 random_;
    milliseconds now_{0};
    milliseconds calm_since_{0};
    bool trouble_ = true;
    std::uint64_t order_ = 0;
    std::priority_queue<Event> events_;
    storage::MemoryDutyStore store_{[this] { return now_; }};
    std::vector<std::unique_ptr<Node>> nodes_;
};

TEST(DutySimulation, NoTwoNodesWorkOnOneDutyAndNoDutyIsLeftUndone) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        DutySimulation simulation{{.seed = seed}};
        simulation.run(seconds{60});
        EXPECT_EQ(simulation.twice, 0u);
        EXPECT_EQ(simulation.unowned_at_the_end, 0u);
        EXPECT_LE(simulation.longest_idle, seconds{18});  // a pause of 9 s, a slow answer, a lease
        EXPECT_GT(simulation.claims, 50u);
    }
}

TEST(DutySimulation, ALeaseCountedFromTheAnswerIsFound) {
    std::size_t found = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        DutySimulation simulation{{.seed = seed, .counts_from_the_answer = true}};
        simulation.run(seconds{60});
        found += simulation.twice > 0 ? 1 : 0;
    }
    EXPECT_GT(found, 2u);
}

}  // namespace
}  // namespace burner::nodes
