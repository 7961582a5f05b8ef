#include "storage/postgres/node_registry.hpp"

#include <algorithm>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "contracts/engines.hpp"
#include "nodes/announcement.hpp"
#include "nodes/feed_driver.hpp"
#include "storage/postgres/duty_store.hpp"
#include "storage/postgres/listener.hpp"
#include "storage/stores/change_log.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/revocation_list.hpp"

namespace burner::storage {
namespace {

using nodes::Acknowledged;
using nodes::FeedPosition;

class NodeRegistryTest : public contracts::Contract<contracts::PostgresEngine> {
  protected:
    static nodes::NodeIdentity node(std::string id, std::uint64_t inode) {
        return {std::move(id), "name", {"boot", 1, inode}, "1.0"};
    }
    FeedPosition revoke(std::string session) {
        return RevocationList{backend_.first()}
            .add({.project = "prj_1", .session_id = std::move(session), .forget_at = base::UnixTime{}})
            .value();
    }
    /// Returns the ids of the rows that are not fenced; the engine lists them in any order.
    std::set<std::string> live() {
        std::set<std::string> ids;
        for (const auto& row : registry_.live().value().rows) ids.insert(row.node.id);
        return ids;
    }
    /// The engine goes back behind `position`, and gives its number to another change.
    void replace_last_change() {
        ASSERT_TRUE(backend_.first().write([](Transaction& transaction) -> base::Result<void> {
            transaction.prepare("DELETE FROM changes WHERE seq = (SELECT value FROM feed)").run();
            transaction.prepare("UPDATE feed SET value = value - 1").run();
            append_change(transaction, nodes::ChangeKind::project, "other");
            return {};
        }));
    }

    PostgresNodeRegistry registry_{backend_.first()};
};

TEST_F(NodeRegistryTest, ARowSaysWhatItsNodeSaysOfItself) {
    auto told = node("a", 1);
    told.facts = {std::chrono::milliseconds{7'000}, nodes::ChangeKind::pause, 12, "print", "a = 1\nb = ä\n"};
    ASSERT_TRUE(registry_.join(told, ""));
    const auto row = registry_.live().value().rows.at(0);
    EXPECT_EQ(row.node.facts, told.facts);
    EXPECT_EQ(row.node.lock, told.lock);
}

TEST_F(NodeRegistryTest, TheEngineTellsItsTime) {
    const auto before = base::SystemClock{}.now();
    const auto engine = registry_.time().value();
    const auto after = base::SystemClock{}.now();
    EXPECT_GE(engine, before - std::chrono::milliseconds{1});
    EXPECT_LE(engine, after + std::chrono::milliseconds{1});
}

TEST_F(NodeRegistryTest, ARenewalTellsTheLastChangeAndNamesWhatWasApplied) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    EXPECT_EQ(registry_.renew("a", {}).value()->last, 0u);
    const auto change = revoke("s");
    EXPECT_EQ(registry_.renew("a", {}).value()->last, change.number);
    EXPECT_TRUE(registry_.renew("a", change).value());
    const auto row = registry_.live().value().rows.at(0);
    EXPECT_EQ(row.applied, change.number);
    EXPECT_EQ(row.renewals, 3u);
    EXPECT_EQ(row.node.name, "name");
    EXPECT_FALSE(registry_.live().value().engine.empty());
}

TEST_F(NodeRegistryTest, AChangeIsAcknowledgedWhenEveryLiveNodeHasAppliedIt) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    ASSERT_TRUE(registry_.join(node("b", 2), ""));
    const auto change = revoke("s");
    EXPECT_EQ(registry_.acknowledged(change).value(), Acknowledged::no);
    EXPECT_TRUE(registry_.acknowledge("a", change).value());
    EXPECT_EQ(registry_.acknowledged(change).value(), Acknowledged::no);
    EXPECT_TRUE(registry_.acknowledge("b", change).value());
    EXPECT_EQ(registry_.acknowledged(change).value(), Acknowledged::all);
    ASSERT_TRUE(registry_.raise_finals(change));
    EXPECT_EQ(registry_.renew("a", change).value()->finals, change.number);
}

TEST_F(NodeRegistryTest, WhatAnotherTimelineAppliedCountsForNothing) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    const auto change = revoke("s");
    replace_last_change();
    EXPECT_EQ(registry_.renew("a", change).value(), std::nullopt);
    EXPECT_FALSE(registry_.acknowledge("a", change).value());
    EXPECT_EQ(registry_.acknowledged(change).value(), Acknowledged::lost);
    ASSERT_TRUE(registry_.raise_finals(change));
    EXPECT_EQ(registry_.renew("a", {}).value()->finals, 0u);
    EXPECT_EQ(ReplicaStore{backend_.second()}.read_after(change).value(), std::nullopt);
    EXPECT_EQ(ReplicaStore{backend_.second()}.load(change).value(), std::nullopt);
}

TEST_F(NodeRegistryTest, OnlyARowThatWasNotRenewedSinceIsFenced) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    ASSERT_TRUE(registry_.renew("a", {}).value());
    EXPECT_FALSE(registry_.fence("a", 0).value());
    EXPECT_TRUE(registry_.renew("a", {}).value());
    EXPECT_TRUE(registry_.fence("a", 2).value());
    EXPECT_FALSE(registry_.renew("a", {}).value());
    EXPECT_FALSE(registry_.acknowledge("a", {}).value());
    EXPECT_TRUE(live().empty());
}

TEST_F(NodeRegistryTest, AStartFencesWhoHeldItsLockAndItsOwnFormerRowAndNobodyElse) {
    ASSERT_TRUE(registry_.join(node("killed", 1), ""));
    ASSERT_TRUE(registry_.join(node("other", 2), ""));
    ASSERT_TRUE(registry_.join(node("started", 1), ""));
    EXPECT_EQ(live(), (std::set<std::string>{"other", "started"}));
    ASSERT_TRUE(registry_.join(node("again", 3), "started"));
    EXPECT_EQ(live(), (std::set<std::string>{"other", "again"}));
    ASSERT_TRUE(registry_.leave("other"));
    EXPECT_EQ(live(), std::set<std::string>{"again"});
}

TEST_F(NodeRegistryTest, WhatTheEngineLostIsWrittenAgainBehindTheNumbersThatWereInUse) {
    const access::Revocation kept{.project = "prj_1", .session_id = "kept", .forget_at = base::UnixTime{}};
    const access::Revocation lost{.project = "prj_1", .session_id = "lost", .forget_at = base::UnixTime{}};
    ASSERT_TRUE(RevocationList{backend_.first()}.add(kept));
    ReplicaStore store{backend_.first()};
    const std::vector<FeedPosition> history{{10, 1}};
    const auto position = store.restore(history, {{{1, kept}, {10, lost}}, {}}).value();
    EXPECT_EQ(position.number, 11u);
    const auto rows = *store.load(position).value();
    ASSERT_EQ(rows.revocations.size(), 2u);
    EXPECT_EQ(rows.revocations[1], (access::NumberedRevocation{11, lost}));
    EXPECT_EQ(store.restore(std::vector{position}, {{{1, kept}, {11, lost}}, {}}).value(), position);
}

/// Under a new number it would end the sessions that were minted since.
TEST_F(NodeRegistryTest, WhatTheEngineHadAndHasForgottenIsNotWrittenAgain) {
    ReplicaStore store{backend_.first()};
    RevocationList list{backend_.first()};
    const access::Revocation old{.project = "prj_1", .wallet = solana::Pubkey{}, .forget_at = base::UnixTime{}};
    const access::Revocation lost{.project = "prj_1", .session_id = "lost", .forget_at = base::UnixTime::max()};
    const auto kept = list.add(old).value();
    ASSERT_TRUE(list.prune(base::UnixTime::max() - std::chrono::seconds{1}));
    const nodes::ChangeNumber lost_number = kept.number + 1;
    const access::LiveEnds ends{{{kept.number, old}, {lost_number, lost}}, {}};

    EXPECT_EQ(store.restore(std::vector{kept}, {{ends.revocations[0]}, {}}).value(), kept);
    ASSERT_TRUE(store.restore(std::vector{kept, FeedPosition{lost_number, 1}}, ends));
    const auto rows = *store.load({}).value();
    ASSERT_EQ(rows.revocations.size(), 1u);
    EXPECT_EQ(rows.revocations[0].revocation, lost);
}

TEST_F(NodeRegistryTest, WhatIsFinalIsRungWithItsMark) {
    const auto change = revoke("s");
    PostgresListener listener{ConnectionString::parse(backend_.address()).value(), {}};
    EXPECT_TRUE(listener.wait(std::chrono::milliseconds{0}).empty());
    ASSERT_TRUE(registry_.raise_finals(change));
    EXPECT_EQ(listener.wait(std::chrono::seconds{5}), std::vector{"final " + to_text(change)});
}

TEST_F(NodeRegistryTest, ANodeThatHasAppliedNothingMayAcknowledgeThat) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    EXPECT_TRUE(registry_.acknowledge("a", {}).value());
}

TEST_F(NodeRegistryTest, ReportsWhatOperatorsSee) {
    auto identity = node("a", 1);
    identity.started_at = base::SystemClock{}.now() - std::chrono::hours{3};
    ASSERT_TRUE(registry_.join(node("left", 2), ""));
    ASSERT_TRUE(registry_.leave("left"));
    ASSERT_TRUE(registry_.join(identity, ""));
    DutyStore duties{backend_.first()};
    ASSERT_TRUE(duties.claim({.owner = "a", .shards = {"tracker/0", "tracker/1"}, .max_shards = 2}));
    const auto change = revoke("s");
    revoke("t");
    ASSERT_TRUE(registry_.renew("a", change).value());

    auto reports = registry_.reports().value();
    ASSERT_EQ(reports.size(), 2u);
    std::ranges::sort(reports, {}, &nodes::NodeReport::id);
    EXPECT_TRUE(reports[1].is_fenced);
    const auto& report = reports[0];
    EXPECT_EQ(report.id, "a");
    EXPECT_EQ(report.name, "name");
    EXPECT_EQ(report.version, "1.0");
    EXPECT_EQ(report.started_at, identity.started_at);
    EXPECT_EQ(report.applied, change.number);
    EXPECT_EQ(report.behind, 1u);
    EXPECT_EQ(report.duties, 2u);
    EXPECT_FALSE(report.is_fenced);
    EXPECT_GE(report.since_start, std::chrono::hours{3});
    EXPECT_LT(report.since_renewal, std::chrono::minutes{1});
}

TEST_F(NodeRegistryTest, ARenewalIsDatedByTheEngine) {
    ASSERT_TRUE(registry_.join(node("a", 1), ""));
    const auto joined_at = registry_.reports().value().at(0).renewed_at;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
    ASSERT_TRUE(registry_.renew("a", {}).value());
    EXPECT_GT(registry_.reports().value().at(0).renewed_at, joined_at);
}

TEST_F(NodeRegistryTest, AListenerHearsWhatOthersCommit) {
    const auto address = ConnectionString::parse(backend_.address()).value();
    PostgresListener listener{address, {}};
    EXPECT_TRUE(listener.wait(std::chrono::milliseconds{0}).empty());
    const auto change = revoke("s");
    EXPECT_EQ(listener.wait(std::chrono::seconds{5}), std::vector{"feed " + std::to_string(change.number)});
    listener.wake();
    EXPECT_TRUE(listener.wait(std::chrono::seconds{60}).empty());
}

}  // namespace
}  // namespace burner::storage
