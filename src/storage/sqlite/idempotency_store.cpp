#include "storage/sqlite/idempotency_store.hpp"

#include <algorithm>

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
    IdempotencyRecord record{digest_at(row, 0), digest_at(row, 1), std::nullopt, row.time(3)};
    if (!row.is_null(2)) record.sealed_answer = row.blob(2);
    return record;
}

void replace(Transaction& transaction, const IdempotencyRecord& record) {
    std::optional<base::ByteView> sealed;
    if (record.sealed_answer) sealed = base::ByteView{*record.sealed_answer};
    transaction.prepare("INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?)")
        .bind(base::ByteView{record.slot}, base::ByteView{record.body}, sealed, record.expires_at)
        .run();
}

}  // namespace

base::Result<std::optional<IdempotencyRecord>> SqliteIdempotencyStore::claim(const IdempotencyRecord& claim,
                                                                             base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<IdempotencyRecord>> {
        auto held = find(transaction, claim.slot, now);
        if (!held) replace(transaction, claim);
        return held;
    });
}

base::Result<void> SqliteIdempotencyStore::finish(const IdempotencyRecord& answered) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        replace(transaction, answered);
        return {};
    });
}

base::Result<void> SqliteIdempotencyStore::abandon(const base::Sha256& slot) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM idempotency WHERE slot = ? AND sealed_answer IS NULL")
            .bind(base::ByteView{slot})
            .run();
        return {};
    });
}

base::Result<void> SqliteIdempotencyStore::prune(base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM idempotency WHERE expires_at <= ?").bind(now).run();
        return {};
    });
}

}  // namespace burner::storage
