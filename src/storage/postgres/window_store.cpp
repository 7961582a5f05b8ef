#include "storage/postgres/window_store.hpp"

#include <unordered_map>

#include "storage/lists.hpp"
#include "storage/postgres/transaction.hpp"

namespace burner::storage {

namespace {

/// Answers asks for rows that are locked. A window is open for 60 s; one that began in the future was begun by an
/// engine whose clock was ahead, and goes on for as long. Asks that name another window than the open one have no row.
/// Parameters: keys, periods, limits, wants, aheads, nodes, node.
constexpr std::string_view take_sql =
    "WITH now AS MATERIALIZED (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms),"
    " asked AS (SELECT * FROM unnest(string_to_array(?1, ' '), string_to_array(?2, ' ')::bigint[],"
    " string_to_array(?3, ' ')::bigint[], string_to_array(?4, ' ')::bigint[], string_to_array(?5, ' ')::bigint[])"
    " AS a (key_id, period, most, want, ahead)),"
    " found AS (SELECT a.*, now.ms, w.started, w.granted, w.tight, w.holders,"
    " abs(now.ms - w.started) < 60000 AS is_open FROM asked a JOIN windows w USING (key_id) CROSS JOIN now),"
    " counted AS (SELECT key_id, ms, want, ahead, CASE WHEN is_open THEN started ELSE ms END AS started,"
    " CASE WHEN is_open THEN granted ELSE 0 END AS granted,"
    " greatest(most - CASE WHEN is_open THEN granted ELSE 0 END, 0) AS pool, is_open AND tight AS tight,"
    " CASE WHEN is_open THEN holders ELSE '{}' END AS holders"
    " FROM found WHERE period = 0 OR (is_open AND started = period)),"
    " decided AS (SELECT *, least(pool, greatest(want, CASE WHEN tight THEN 0"
    " ELSE least(ahead, (pool + 2 * ?6 - 1) / (2 * ?6)) END)) AS fresh FROM counted)"
    " UPDATE windows w SET started = d.started, granted = d.granted + d.fresh,"
    " tight = d.tight OR (d.pool = 0 AND d.want > 0),"
    " holders = CASE WHEN d.fresh = 0 OR ?7 = ANY (d.holders) THEN d.holders ELSE d.holders || ?7 END"
    " FROM decided d WHERE w.key_id = d.key_id"
    " RETURNING w.key_id, w.started, greatest(d.ms - w.started, 0), d.fresh, d.pool - d.fresh, w.tight::int::bigint,"
    " array_to_string(w.holders, ' ')";

/// Locks rows in the order of their keys, so that two nodes never wait for each other.
void lock_rows(Transaction& transaction, std::string_view keys) {
    transaction
        .prepare("SELECT key_id FROM windows WHERE key_id = ANY (string_to_array(?, ' ')) ORDER BY key_id FOR UPDATE")
        .bind(keys)
        .run();
}

void add_missing_rows(Transaction& transaction, std::string_view keys) {
    transaction
        .prepare(
            "INSERT INTO windows (key_id) SELECT key FROM unnest(string_to_array(?, ' ')) AS key ORDER BY key"
            " ON CONFLICT DO NOTHING")
        .bind(keys)
        .run();
}

using Grants = std::unordered_map<std::string, limits::CreditGrant>;

/// Reads the grants by key; no row stands for an ask that was ignored.
Grants read_grants(Statement& rows) {
    Grants grants;
    while (rows.row()) {
        grants[rows.text(0)] = {.period = rows.integer(1),
                                .age = std::chrono::milliseconds{rows.integer(2)},
                                .granted = rows.count(3),
                                .left = rows.count(4),
                                .is_tight = rows.integer(5) != 0,
                                .holders = split_list(rows.text(6))};
    }
    return grants;
}

template <class Row, class Number>
std::string numbers(std::span<const Row> rows, Number Row::* member) {
    return joined(rows, [member](const Row& row) { return std::to_string(row.*member); });
}

template <class Row>
std::string keys_of(std::span<const Row> rows) {
    return joined(rows, [](const Row& row) { return row.key; });
}

}  // namespace

base::Result<std::vector<limits::CreditGrant>> WindowStore::take(const limits::CreditNode& node,
                                                                 std::span<const limits::CreditAsk> asks) {
    using limits::CreditAsk;
    const std::string keys = keys_of(asks);
    return database_.write([&](Transaction& transaction) -> base::Result<std::vector<limits::CreditGrant>> {
        commit_without_waiting(transaction);
        add_missing_rows(transaction, keys);
        lock_rows(transaction, keys);
        auto rows = transaction.prepare(take_sql);
        rows.bind(keys, numbers(asks, &CreditAsk::period), numbers(asks, &CreditAsk::limit),
                  numbers(asks, &CreditAsk::want), numbers(asks, &CreditAsk::ahead), node.nodes, node.id);
        Grants found = read_grants(rows);
        std::vector<limits::CreditGrant> grants;
        for (const CreditAsk& ask : asks) grants.push_back(std::move(found[ask.key]));
        return grants;
    });
}

base::Result<void> WindowStore::give_back(const limits::CreditNode& node,
                                          std::span<const limits::CreditReturn> returns) {
    using limits::CreditReturn;
    const std::string keys = keys_of(returns);
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        commit_without_waiting(transaction);
        lock_rows(transaction, keys);
        transaction
            .prepare(
                "UPDATE windows w SET granted = greatest(w.granted - r.amount, 0),"
                " holders = CASE WHEN r.holds_more = 1 THEN w.holders ELSE array_remove(w.holders, ?5) END"
                " FROM unnest(string_to_array(?1, ' '), string_to_array(?2, ' ')::bigint[],"
                " string_to_array(?3, ' ')::bigint[], string_to_array(?4, ' ')::bigint[])"
                " AS r (key_id, period, amount, holds_more)"
                " WHERE w.key_id = r.key_id AND w.started = r.period AND ?5 = ANY (w.holders)")
            .bind(keys, numbers(returns, &CreditReturn::period), numbers(returns, &CreditReturn::amount),
                  numbers(returns, &CreditReturn::holds_more), node.id)
            .run();
        return {};
    });
}

base::Result<std::vector<std::string>> WindowStore::recalled(const limits::CreditNode& node) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<std::string>> {
        auto rows = transaction.prepare(
            "SELECT key_id FROM windows WHERE tight AND ? = ANY (holders)"
            " AND started > extract(epoch FROM clock_timestamp()) * 1000 - 60000");
        rows.bind(node.id);
        std::vector<std::string> keys;
        while (rows.row()) keys.push_back(rows.text(0));
        return keys;
    });
}

}  // namespace burner::storage
