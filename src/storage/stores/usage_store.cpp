#include "storage/stores/usage_store.hpp"

#include <algorithm>
#include <numeric>

#include "storage/lists.hpp"

namespace burner::storage {

namespace {

/// A row: how many requests were granted, whether the month is tight, and the ids of the holders between spaces.
struct Usage {
    std::uint64_t requests = 0;
    bool is_tight = false;
    std::string holders = " ";
};

std::string between_spaces(const std::string& node) {
    return " " + node + " ";
}

bool holds(const Usage& usage, const std::string& node) {
    return usage.holders.contains(between_spaces(node));
}

void add_holder(Usage& usage, const std::string& node) {
    if (!holds(usage, node)) usage.holders += node + " ";
}

void remove_holder(Usage& usage, const std::string& node) {
    usage.holders.replace(usage.holders.find(between_spaces(node)), node.size() + 2, " ");
}

/// Keeps others from counting for a key; a month's first count has no row that could be locked.
void lock_count(Transaction& transaction, std::string_view key_id) {
    transaction.lock("monthly usage", base::as_bytes(key_id));
}

Usage read_usage(Transaction& transaction, std::string_view key_id, limits::PeriodId month) {
    auto row = transaction.prepare("SELECT requests, tight, holders FROM monthly_usage WHERE key_id = ? AND month = ?");
    row.bind(key_id, month);
    if (!row.row()) return {};
    return {row.count(0), row.integer(1) != 0, row.text(2)};
}

void write_usage(Transaction& transaction, std::string_view key_id, limits::PeriodId month, const Usage& usage) {
    transaction
        .prepare(
            "INSERT INTO monthly_usage (key_id, month, requests, tight, holders) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key_id, month) DO UPDATE SET requests = excluded.requests, tight = excluded.tight,"
            " holders = excluded.holders")
        .bind(key_id, month, usage.requests, std::int64_t{usage.is_tight ? 1 : 0}, usage.holders)
        .run();
}

limits::CreditGrant take_one(Transaction& transaction, const limits::CreditNode& node, const limits::CreditAsk& ask) {
    Usage usage = read_usage(transaction, ask.key, ask.period);
    const std::uint64_t left = ask.limit - std::min(ask.limit, usage.requests);
    const std::uint64_t granted = credits_for(ask, left, usage.is_tight, node.nodes);
    const bool becomes_tight = left == 0 && ask.want > 0 && !usage.is_tight;
    usage.requests += granted;
    usage.is_tight = usage.is_tight || becomes_tight;
    if (granted > 0) add_holder(usage, node.id);
    if (granted > 0 || becomes_tight) write_usage(transaction, ask.key, ask.period, usage);
    return {.period = ask.period,
            .granted = granted,
            .left = left - granted,
            .is_tight = usage.is_tight,
            .holders = split_list(usage.holders)};
}

/// Returns the places in the order of the keys: whoever locks several does it in the same order.
template <class Row>
std::vector<std::size_t> by_key(std::span<const Row> rows) {
    std::vector<std::size_t> places(rows.size());
    std::iota(places.begin(), places.end(), 0);
    std::ranges::sort(places, {}, [&](std::size_t place) -> const std::string& { return rows[place].key; });
    return places;
}

}  // namespace

base::Result<std::vector<limits::CreditGrant>> UsageStore::take(const limits::CreditNode& node,
                                                                std::span<const limits::CreditAsk> asks) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::vector<limits::CreditGrant>> {
        std::vector<limits::CreditGrant> grants(asks.size());
        for (const std::size_t place : by_key(asks)) {
            lock_count(transaction, asks[place].key);
            grants[place] = take_one(transaction, node, asks[place]);
        }
        return grants;
    });
}

base::Result<void> UsageStore::give_back(const limits::CreditNode& node,
                                         std::span<const limits::CreditReturn> returns) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        for (const std::size_t place : by_key(returns)) {
            const limits::CreditReturn& unspent = returns[place];
            lock_count(transaction, unspent.key);
            Usage usage = read_usage(transaction, unspent.key, unspent.period);
            if (!holds(usage, node.id)) continue;
            if (!unspent.holds_more) remove_holder(usage, node.id);
            usage.requests -= std::min(usage.requests, unspent.amount);
            write_usage(transaction, unspent.key, unspent.period, usage);
        }
        return {};
    });
}

base::Result<std::vector<std::string>> UsageStore::recalled(const limits::CreditNode& node) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<std::string>> {
        auto row = transaction.prepare(
            "SELECT key_id FROM monthly_usage WHERE tight = 1 AND replace(holders, ?, '') <> holders");
        row.bind(between_spaces(node.id));
        std::vector<std::string> keys;
        while (row.row()) keys.push_back(row.text(0));
        return keys;
    });
}

base::Result<std::uint64_t> UsageStore::count(std::string_view key_id, limits::Month month) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::uint64_t> {
        return read_usage(transaction, key_id, limits::period_of(month)).requests;
    });
}

}  // namespace burner::storage
