#include "storage/stores/idempotency_store.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace burner::storage {

namespace {

using limits::IdempotencyRecord;

base::Sha256 digest_at(const Statement& row, int column) {
    base::Sha256 digest{};
    const auto bytes = row.blob(column);
    std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
    return digest;
}

std::optional<IdempotencyRecord> find(Transaction& transaction, const base::Sha256& slot, base::UnixTime now) {
    auto row = transaction.prepare(
        "SELECT slot, body, sealed_answer, expires_at FROM idempotency WHERE slot = ? AND expires_at > ?");
    row.bind(base::ByteView{slot}, now);
    if (!row.row()) return std::nullopt;
    IdempotencyRecord record{digest_at(row, 0), digest_at(row, 1), std::nullopt, row.time(3), {}, {}};
    if (!row.is_null(2)) record.sealed_answer = row.blob(2);
    return record;
}

std::int64_t size_of(const IdempotencyRecord& record) {
    return record.sealed_answer ? static_cast<std::int64_t>(record.sealed_answer->size()) : 0;
}

/// Takes the slot where it is free, or what holds it has expired. Returns whether it did.
bool take(Transaction& transaction, const IdempotencyRecord& claim, base::UnixTime now) {
    transaction
        .prepare(
            "INSERT INTO idempotency (slot, body, expires_at, key_id, kept_at, claim) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (slot) DO UPDATE SET body = excluded.body, sealed_answer = NULL, size = 0,"
            " expires_at = excluded.expires_at, key_id = excluded.key_id, kept_at = excluded.kept_at,"
            " claim = excluded.claim WHERE idempotency.expires_at <= excluded.kept_at")
        .bind(base::ByteView{claim.slot}, base::ByteView{claim.body}, claim.expires_at, claim.key_id, now,
              base::ByteView{claim.claim})
        .run();
    return transaction.changed_rows() > 0;
}

/// Keeps the answer where the slot is still held by its claim. Returns whether it is.
bool keep(Transaction& transaction, const IdempotencyRecord& answered, base::UnixTime now) {
    transaction
        .prepare(
            "UPDATE idempotency SET sealed_answer = ?, size = ?, expires_at = ?, kept_at = ?"
            " WHERE slot = ? AND claim = ?")
        .bind(base::ByteView{*answered.sealed_answer}, size_of(answered), answered.expires_at, now,
              base::ByteView{answered.slot}, base::ByteView{answered.claim})
        .run();
    return transaction.changed_rows() > 0;
}

std::int64_t bytes_of(Transaction& transaction, const std::string& key_id) {
    auto row = transaction.prepare("SELECT CAST(coalesce(sum(size), 0) AS bigint) FROM idempotency WHERE key_id = ?");
    row.bind(key_id);
    return row.row() ? row.integer(0) : 0;
}

/// Forgets the oldest answers of a key but that of `slot` until they have `bytes` less.
void free_bytes(Transaction& transaction, const std::string& key_id, const base::Sha256& kept, std::int64_t bytes) {
    std::vector<base::Bytes> oldest;
    {
        auto row = transaction.prepare(
            "SELECT slot, size FROM idempotency WHERE key_id = ? AND size > 0 AND slot <> ? ORDER BY kept_at");
        row.bind(key_id, base::ByteView{kept});
        for (; bytes > 0 && row.row(); bytes -= row.integer(1)) oldest.push_back(row.blob(0));
    }
    for (const auto& slot : oldest) {
        transaction.prepare("DELETE FROM idempotency WHERE slot = ?").bind(base::ByteView{slot}).run();
    }
}

}  // namespace

base::Result<std::optional<IdempotencyRecord>> IdempotencyStore::claim(const IdempotencyRecord& claim,
                                                                       base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<IdempotencyRecord>> {
        if (take(transaction, claim, now)) return std::nullopt;
        // Whoever holds the slot may let go of it in this moment.
        auto held = find(transaction, claim.slot, now);
        if (!held && !take(transaction, claim, now)) return std::unexpected(storage_unavailable());
        return held;
    });
}

base::Result<bool> IdempotencyStore::finish(const IdempotencyRecord& answered, std::size_t max_bytes,
                                            base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        transaction.lock("answers of key", base::as_bytes(answered.key_id));  // their bytes are summed
        if (!keep(transaction, answered, now)) return false;
        transaction.prepare("DELETE FROM idempotency WHERE key_id = ? AND expires_at <= ?")
            .bind(answered.key_id, now)
            .run();
        const auto most = static_cast<std::int64_t>(max_bytes);
        free_bytes(transaction, answered.key_id, answered.slot, bytes_of(transaction, answered.key_id) - most);
        return true;
    });
}

base::Result<void> IdempotencyStore::abandon(const base::Sha256& slot, const limits::ClaimToken& claim) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM idempotency WHERE slot = ? AND claim = ? AND sealed_answer IS NULL")
            .bind(base::ByteView{slot}, base::ByteView{claim})
            .run();
        return {};
    });
}

base::Result<void> IdempotencyStore::prune(base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM idempotency WHERE expires_at <= ?").bind(now).run();
        return {};
    });
}

}  // namespace burner::storage
