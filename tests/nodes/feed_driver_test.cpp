#include "nodes/feed_driver.hpp"

#include <span>

#include <gmock/gmock.h>

#include "fakes/fake_lease_clock.hpp"

namespace burner::nodes {
namespace {

using testing::ElementsAre;

/// A table of nodes in memory, of an engine that may not answer.
class Registry final : public NodeRegistry {
  public:
    base::Result<void> join(const NodeIdentity& node, std::string_view former) override {
        std::erase_if(rows, [&](const NodeRow& row) { return row.node.id == former; });
        rows.push_back({node, 0, 0});
        return {};
    }
    base::Result<std::optional<Renewal>> renew(std::string_view id, const FeedPosition&) override {
        for (NodeRow& row : rows) {
            if (row.node.id != id) continue;
            ++row.renewals;
            return Renewal{.last = last};
        }
        return std::nullopt;
    }
    base::Result<bool> acknowledge(std::string_view, const FeedPosition&) override { return true; }
    base::Result<void> leave(std::string_view) override { return {}; }
    base::Result<bool> fence(std::string_view id, std::uint64_t renewals) override {
        return std::erase_if(rows, [&](const NodeRow& row) { return row.node.id == id && row.renewals == renewals; }) >
               0;
    }
    base::Result<LiveNodes> live() override {
        ++times_listed;
        if (!lists) return std::unexpected(base::Error{base::ErrorCode::overloaded, "away"});
        return LiveNodes{"engine", rows};
    }
    base::Result<Acknowledged> acknowledged(const FeedPosition&) override { return Acknowledged::all; }
    base::Result<void> raise_finals(const FeedPosition&) override { return {}; }

    std::vector<NodeRow> rows;
    ChangeNumber last = 7;
    bool lists = true;
    int times_listed = 0;
};

/// Memory that has everything which the engine has.
class WholeMemory final : public Memory {
  public:
    base::Result<std::optional<FeedHead>> load(const FeedPosition&) override { return FeedHead{{7, 77}, 7}; }
    base::Result<std::optional<FeedHead>> read_after(const FeedPosition&) override { return FeedHead{{9, 99}, 7}; }
    base::Result<FeedPosition> restore(std::span<const FeedPosition> history) override { return history.back(); }
};

class FeedDriverTest : public testing::Test {
  protected:
    void run() {
        while (driver_.step() <= std::chrono::nanoseconds{0}) continue;
    }
    void renew() {
        clock_.advance(terms_.renewal_interval());
        run();
    }

    fakes::FakeLeaseClock clock_;
    const LeaseTerms terms_;
    Lease lease_{clock_};
    Finality finality_{terms_};
    Registry registry_;
    WholeMemory memory_;
    int drawn_ = 0;
    std::vector<Standing> told_;
    FeedDriver driver_{{registry_, memory_, finality_, clock_, [this] { return "me" + std::to_string(++drawn_); },
                        [](std::string_view) {}, [this](const Standing& standing) { told_.push_back(standing); }},
                       {},
                       lease_,
                       terms_};
};

TEST_F(FeedDriverTest, TellsAfterEachRenewalWhoItIsAndWhoLives) {
    registry_.rows.push_back({{"other", {}, {}, {}}, 1, 0});
    run();
    ASSERT_EQ(told_.size(), 1u);
    EXPECT_EQ(told_[0].id, "me1");
    EXPECT_EQ(told_[0].joins, 1u);
    EXPECT_THAT(told_[0].live, ElementsAre("other", "me1"));
    registry_.rows.push_back({{"third", {}, {}, {}}, 1, 0});
    renew();
    ASSERT_EQ(told_.size(), 2u);
    EXPECT_THAT(told_[1].live, ElementsAre("other", "me1", "third"));
    EXPECT_EQ(registry_.times_listed, 2);
}

TEST_F(FeedDriverTest, TellsWhatAllOfThemUnderstand) {
    NodeRow old{{"old", {}, {}, {}}, 1, 0};
    old.node.facts.understands = ChangeKind::key;
    registry_.rows.push_back(old);
    run();
    EXPECT_EQ(told_.back().understood, ChangeKind::key);
    std::erase_if(registry_.rows, [](const NodeRow& row) { return row.node.id == "old"; });
    renew();
    EXPECT_EQ(told_.back().understood, NodeFacts{}.understands) << "its own";
}

TEST_F(FeedDriverTest, TellsHowFarMemoryIsBehind) {
    registry_.last = 9;
    run();
    ASSERT_EQ(told_.size(), 1u);
    EXPECT_EQ(told_[0].applied, 7u);
    EXPECT_EQ(told_[0].last, 9u);
    renew();
    EXPECT_EQ(told_[1].applied, 9u);
}

TEST_F(FeedDriverTest, WhoLeftIsGoneWithTheNextRenewalAndWhoIsFencedWithThisOne) {
    registry_.rows.push_back({{"left", {}, {}, {}}, 1, 0});
    registry_.rows.push_back({{"dead", {}, {}, {}}, 1, 0});
    run();
    std::erase_if(registry_.rows, [](const NodeRow& row) { return row.node.id == "left"; });
    renew();
    EXPECT_THAT(told_.back().live, ElementsAre("dead", "me1"));
    clock_.advance(terms_.wait());
    run();
    EXPECT_THAT(told_.back().live, ElementsAre("me1"));
}

TEST_F(FeedDriverTest, TellsItsNewIdOnceItHasJoinedAgain) {
    run();
    registry_.rows.clear();
    renew();
    EXPECT_EQ(told_.back().id, "me2");
    EXPECT_EQ(told_.back().joins, 2u);
    EXPECT_THAT(told_.back().live, ElementsAre("me2"));
}

TEST_F(FeedDriverTest, TellsNothingOfAnEngineThatDoesNotAnswer) {
    registry_.lists = false;
    run();
    EXPECT_TRUE(told_.empty());
    EXPECT_TRUE(lease_.holds());
}

}  // namespace
}  // namespace burner::nodes
