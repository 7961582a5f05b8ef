#include "storage/postgres/node_registry.hpp"

#include <fmt/format.h>

#include "storage/postgres/transaction.hpp"

namespace burner::storage {

namespace {

using nodes::FeedPosition;

/// Whether the feed's history contains the place with the number ?1 and the mark ?3. Old changes are deleted, but not
/// the last one, which a database from before there was a feed lacks.
constexpr std::string_view contains_applied =
    "(?1 = 0 OR EXISTS (SELECT 1 FROM feed WHERE value = ?1 AND mark = ?3"
    " UNION ALL SELECT 1 FROM changes WHERE seq = ?1 AND mark = ?3))";

nodes::NodeFacts facts_at(const Statement& row, int column) {
    return {.lease = std::chrono::milliseconds{row.integer(column)},
            .understands = static_cast<nodes::ChangeKind>(row.integer(column + 1)),
            .schema_steps = row.count(column + 2),
            .secret_print = row.text(column + 3),
            .settings = row.text(column + 4)};
}

}  // namespace

base::Result<void> PostgresNodeRegistry::join(const nodes::NodeIdentity& node, std::string_view former) {
    const auto& lock = node.lock;
    const auto& facts = node.facts;
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction
            .prepare(
                "UPDATE nodes SET fenced = 1 WHERE fenced = 0 AND"
                " (id = ? OR (boot_id = ? AND lock_device = ? AND lock_inode = ?))")
            .bind(former, lock.boot_id, lock.device, lock.inode)
            .run();
        transaction
            .prepare(
                "INSERT INTO nodes (id, name, boot_id, lock_device, lock_inode, version, renewals, applied, fenced,"
                " joined_at, started_at, renewed_at, lease_ms, understands, schema_steps, secret_print, settings) "
                "VALUES"
                " (?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, ?, ?, ?, "
                "?, ?)")
            .bind(node.id, node.name, lock.boot_id, lock.device, lock.inode, node.version, base::SystemClock{}.now(),
                  node.started_at, std::int64_t{facts.lease.count()}, static_cast<std::int64_t>(facts.understands),
                  facts.schema_steps, facts.secret_print, facts.settings)
            .run();
        return {};
    });
}

base::Result<std::optional<nodes::Renewal>> PostgresNodeRegistry::renew(std::string_view id,
                                                                        const FeedPosition& applied) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<nodes::Renewal>> {
        auto row = transaction.prepare(
            fmt::format("UPDATE nodes SET renewals = renewals + 1, applied = ?1, renewed_at = (extract(epoch FROM"
                        " clock_timestamp()) * 1000)::bigint WHERE id = ?2 AND fenced = 0 AND {}"
                        " RETURNING (SELECT value FROM feed), (SELECT value FROM finals)",
                        contains_applied));
        row.bind(applied.number, id, applied.mark);
        if (!row.row()) return std::nullopt;
        return nodes::Renewal{row.count(0), row.count(1)};
    });
}

base::Result<bool> PostgresNodeRegistry::acknowledge(std::string_view id, const FeedPosition& applied) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        commit_without_waiting(transaction);
        auto row = transaction.prepare(fmt::format(
            "UPDATE nodes SET applied = ?1 WHERE id = ?2 AND fenced = 0 AND {} RETURNING 1", contains_applied));
        row.bind(applied.number, id, applied.mark);
        return row.row();
    });
}

base::Result<void> PostgresNodeRegistry::leave(std::string_view id) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE nodes SET fenced = 1 WHERE id = ?").bind(id).run();
        return {};
    });
}

base::Result<bool> PostgresNodeRegistry::fence(std::string_view id, std::uint64_t renewals) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        auto row =
            transaction.prepare("UPDATE nodes SET fenced = 1 WHERE id = ? AND renewals = ? AND fenced = 0 RETURNING 1");
        row.bind(id, renewals);
        return row.row();
    });
}

base::Result<nodes::LiveNodes> PostgresNodeRegistry::live() {
    return database_.read([&](Transaction& transaction) -> base::Result<nodes::LiveNodes> {
        nodes::LiveNodes live;
        auto row = transaction.prepare(
            "SELECT CAST(pg_postmaster_start_time() AS text), id, name, boot_id, lock_device, lock_inode, version,"
            " renewals, applied, lease_ms, understands, schema_steps, secret_print, settings FROM nodes WHERE fenced = "
            "0"
            " ORDER BY joined_at, id");
        while (row.row()) {
            live.engine = row.text(0);
            nodes::NodeIdentity node{row.text(1), row.text(2), {row.text(3), row.count(4), row.count(5)}, row.text(6)};
            node.facts = facts_at(row, 9);
            live.rows.push_back({std::move(node), row.count(7), row.count(8)});
        }
        return live;
    });
}

base::Result<nodes::Acknowledged> PostgresNodeRegistry::acknowledged(const FeedPosition& change) {
    return database_.read([&](Transaction& transaction) -> base::Result<nodes::Acknowledged> {
        auto row = transaction.prepare(
            "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM changes WHERE seq = ?1 AND mark = ?2) THEN 2 WHEN EXISTS "
            "(SELECT 1"
            " FROM nodes WHERE fenced = 0 AND applied < ?1) THEN 0 ELSE 1 END");
        row.bind(change.number, change.mark);
        if (!row.row()) return nodes::Acknowledged::no;
        if (row.integer(0) == 2) return nodes::Acknowledged::lost;
        return row.integer(0) == 1 ? nodes::Acknowledged::all : nodes::Acknowledged::no;
    });
}

base::Result<void> PostgresNodeRegistry::raise_finals(const FeedPosition& change) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        commit_without_waiting(transaction);
        auto row = transaction.prepare(
            "UPDATE finals SET value = ?1 WHERE value < ?1 AND EXISTS (SELECT 1 FROM changes WHERE seq = ?1 AND mark ="
            " ?2) RETURNING 1");
        row.bind(change.number, change.mark);
        if (row.row()) transaction.notify("final " + to_text(change));
        return {};
    });
}

base::Result<std::vector<nodes::NodeReport>> PostgresNodeRegistry::reports() {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<nodes::NodeReport>> {
        auto row = transaction.prepare(
            "WITH now AS MATERIALIZED (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms)"
            " SELECT n.id, n.name, n.version, n.started_at, n.renewed_at, greatest(now.ms - n.started_at, 0),"
            " greatest(now.ms - n.renewed_at, 0), n.applied, greatest(feed.value - n.applied, 0), n.fenced,"
            " (SELECT count(*) FROM duties d WHERE d.owner = n.id AND d.until > now.ms)"
            " FROM nodes n, feed, now ORDER BY n.joined_at, n.id");
        std::vector<nodes::NodeReport> reports;
        while (row.row()) {
            reports.push_back({.id = row.text(0),
                               .name = row.text(1),
                               .version = row.text(2),
                               .started_at = row.time(3),
                               .renewed_at = row.time(4),
                               .since_start = std::chrono::milliseconds{row.integer(5)},
                               .since_renewal = std::chrono::milliseconds{row.integer(6)},
                               .applied = row.count(7),
                               .behind = row.count(8),
                               .duties = row.count(10),
                               .is_fenced = row.integer(9) != 0});
        }
        return reports;
    });
}

base::Result<base::UnixTime> PostgresNodeRegistry::time() {
    return database_.read([](Transaction& transaction) -> base::Result<base::UnixTime> {
        auto row = transaction.prepare("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)");
        if (!row.row()) return std::unexpected(storage_unavailable());
        return row.time(0);
    });
}

base::Result<void> PostgresNodeRegistry::prune(base::UnixTime joined_before) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM nodes WHERE fenced = 1 AND joined_at < ?").bind(joined_before).run();
        return {};
    });
}

}  // namespace burner::storage
