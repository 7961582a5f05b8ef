#include "audit/shipped_log.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/sample.hpp"
#include "audit/verify_chains.hpp"
#include "base/log.hpp"
#include "fakes/stores/chain_store.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

/// Waits until a condition holds, ten seconds at the most.
template <class Condition>
bool comes_true(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return true;
}

class LogOfANode : public testing::Test {
  protected:
    LogOfANode() { base::stop_log(); }

    Event revoke() const { return {.action = Action::session_revoke, .time = clock_.now(), .subject = "session"}; }
    ChainsVerdict verdict() {
        ChainsVerdict found;
        EXPECT_TRUE(store_.view([&](ChainView& view) { found = verify_chains(view, {}); }));
        EXPECT_TRUE(found.flaws.empty());
        return found;
    }
    std::unique_ptr<ShippedLog> open(std::uint64_t max_unshipped = 64u << 20) {
        return std::make_unique<ShippedLog>(log_, Shipper{folder_.path(), "node", store_}, max_unshipped, clock_);
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    storage::MemoryChainStore store_;
    AuditLog log_{{.directory = folder_.path()}, clock_};
};

TEST_F(LogOfANode, HasShippedARecordedEventWhenItReturns) {
    const auto shipped = open();
    for (std::uint64_t i = 1; i <= 5; ++i) {
        ASSERT_TRUE(shipped->note(mint(clock_.now())));
        ASSERT_TRUE(shipped->record(revoke()));
        EXPECT_EQ(verdict().events, 2 * i);
    }
}

TEST_F(LogOfANode, ShipsWhatWasNotedByItself) {
    const auto shipped = open();
    ASSERT_TRUE(shipped->note(mint(clock_.now())));
    EXPECT_TRUE(comes_true([&] { return verdict().events == 1; }));
    EXPECT_TRUE(comes_true([&] { return shipped->status().unshipped_bytes == 0; }));
}

TEST_F(LogOfANode, KeepsWhatItCouldNotShipAndShipsItLater) {
    const auto shipped = open();
    ASSERT_TRUE(shipped->record(revoke()));
    store_.is_away = true;
    const auto recorded = shipped->record(revoke());
    ASSERT_FALSE(recorded);
    EXPECT_EQ(recorded.error().code, base::ErrorCode::overloaded);
    EXPECT_EQ(recorded.error().message, "The audit log cannot reach the database. Try again");
    EXPECT_TRUE(shipped->note(mint(clock_.now()))) << "the file goes on";
    store_.is_away = false;
    ASSERT_TRUE(shipped->record(revoke()));
    EXPECT_EQ(verdict().events, 4u);
}

TEST_F(LogOfANode, SaysHowLongTheDatabaseLacksSomething) {
    const auto shipped = open();
    ASSERT_TRUE(shipped->record(revoke()));
    store_.is_away = true;
    EXPECT_FALSE(shipped->record(revoke()));
    clock_.advance(std::chrono::seconds{30});
    EXPECT_FALSE(shipped->record(revoke()));
    EXPECT_EQ(clock_.steady() - shipped->status().up_to_date, std::chrono::seconds{30});
    EXPECT_GT(shipped->status().unshipped_bytes, 0u);
}

TEST_F(LogOfANode, TakesNoMintOnceTooMuchWaits) {
    constexpr std::uint64_t max_unshipped = 20'000;
    const auto shipped = open(max_unshipped);
    ASSERT_TRUE(shipped->record(revoke()));
    store_.is_away = true;
    std::uint64_t taken = 0;
    while (shipped->note(mint(clock_.now()))) taken += line_of(mint(clock_.now())).size();
    EXPECT_LE(taken, max_unshipped);
    EXPECT_GT(taken, max_unshipped - 1'000);
    EXPECT_TRUE(shipped->note(refusal(clock_.now(), "10.0.0.1"))) << "what is refused stays refused";
    EXPECT_FALSE(shipped->record(revoke()));
    EXPECT_TRUE(shipped->status().is_full);
    EXPECT_EQ(log_.counts().turned_away, 1u);
    store_.is_away = false;
    EXPECT_TRUE(comes_true([&] { return shipped->note(mint(clock_.now())); }));
    EXPECT_TRUE(comes_true([&] { return !shipped->status().is_full; }));
}

TEST_F(LogOfANode, AnchorsEveryTenSecondsAndAtTheEnd) {
    const auto shipped = open();
    ASSERT_TRUE(shipped->record(revoke()));
    const auto anchors = [&] { return verdict().anchors; };
    ASSERT_TRUE(comes_true([&] { return anchors() >= 1; }));
    ASSERT_TRUE(shipped->record(revoke()));
    clock_.advance(std::chrono::seconds{10});
    ASSERT_TRUE(comes_true([&] { return shipped->status().anchor && shipped->status().anchor->link.seq == 2; }));
    const auto before = anchors();
    ASSERT_TRUE(shipped->record(revoke()));
    EXPECT_EQ(anchors(), before) << "ten seconds have not passed";
    ASSERT_TRUE(shipped->note(mint(clock_.now())));
    shipped->close();
    const auto found = verdict();
    EXPECT_EQ(found.events, 4u);
    EXPECT_EQ(found.anchors, before + 1);
    EXPECT_EQ(store_.anchors.back().link, found.chains.front().last);
    EXPECT_EQ(store_.anchors.back().root, shipped->status().anchor->root);
}

TEST_F(LogOfANode, EndsThoughTheDatabaseIsAway) {
    const auto shipped = open();
    ASSERT_TRUE(shipped->record(revoke()));
    store_.is_away = true;
    ASSERT_TRUE(shipped->note(mint(clock_.now())));
    shipped->close();
    EXPECT_EQ(events_in(folder_.path()).size(), 2u);
}

TEST_F(LogOfANode, TellsInTheLogThatItGoesOnAsAnotherChain) {
    auto shipped = open();
    ASSERT_TRUE(shipped->record(revoke()));
    ASSERT_TRUE(shipped->record(revoke()));
    shipped.reset();
    auto text = text_of(current_file(folder_.path()));
    text.resize(text.find('\n') + 1);
    write_text(current_file(folder_.path()), text);
    AuditLog log{{.directory = folder_.path()}, clock_};
    ShippedLog again{log, Shipper{folder_.path(), "node", store_}, 64u << 20, clock_};
    ASSERT_TRUE(comes_true([&] {
        for (const auto& event : events_in(folder_.path())) {
            if (event.action == "audit.forked") return true;
        }
        return false;
    }));
    ASSERT_TRUE(again.record(revoke()));
    EXPECT_EQ(verdict().chains.size(), 2u);
}

TEST_F(LogOfANode, ManyRecordAtATime) {
    const auto shipped = open();
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 4; ++i) {
            crowd.emplace_back([&] {
                for (int n = 0; n < 25; ++n) EXPECT_TRUE(shipped->record(revoke()));
            });
        }
    }
    EXPECT_EQ(verdict().events, 100u);
}

}  // namespace
}  // namespace burner::audit
