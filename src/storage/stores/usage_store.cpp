#include "storage/stores/usage_store.hpp"

#include <algorithm>

namespace burner::storage {

namespace {

std::int64_t number_of(limits::Month month) {
    return static_cast<int>(month.year()) * 100 + static_cast<int>(static_cast<unsigned>(month.month()));
}

/// Keeps others from counting for a key; a month's first count has no row that could be locked.
void lock_count(Transaction& transaction, std::string_view key_id) {
    transaction.lock("monthly usage", base::as_bytes(key_id));
}

std::uint64_t read_count(Transaction& transaction, std::string_view key_id, limits::Month month) {
    auto row = transaction.prepare("SELECT requests FROM monthly_usage WHERE key_id = ? AND month = ?");
    row.bind(key_id, number_of(month));
    return row.row() ? row.count(0) : 0;
}

void write_count(Transaction& transaction, std::string_view key_id, limits::Month month, std::uint64_t requests) {
    transaction
        .prepare(
            "INSERT INTO monthly_usage (key_id, month, requests) VALUES (?, ?, ?)"
            " ON CONFLICT (key_id, month) DO UPDATE SET requests = excluded.requests")
        .bind(key_id, number_of(month), static_cast<std::int64_t>(requests))
        .run();
}

}  // namespace

base::Result<limits::Reservation> UsageStore::reserve(std::string_view key_id, limits::Month month,
                                                      std::uint64_t amount, std::uint64_t ceiling) {
    return database_.write([&](Transaction& transaction) -> base::Result<limits::Reservation> {
        lock_count(transaction, key_id);
        const std::uint64_t before = read_count(transaction, key_id, month);
        const std::uint64_t granted = before >= ceiling ? 0 : std::min(amount, ceiling - before);
        if (granted > 0) write_count(transaction, key_id, month, before + granted);
        return limits::Reservation{granted, before + granted};
    });
}

base::Result<void> UsageStore::release(std::string_view key_id, limits::Month month, std::uint64_t amount) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        lock_count(transaction, key_id);
        const std::uint64_t before = read_count(transaction, key_id, month);
        write_count(transaction, key_id, month, before - std::min(amount, before));
        return {};
    });
}

base::Result<std::uint64_t> UsageStore::count(std::string_view key_id, limits::Month month) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::uint64_t> {
        return read_count(transaction, key_id, month);
    });
}

}  // namespace burner::storage
