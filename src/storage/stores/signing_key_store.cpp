#include "storage/stores/signing_key_store.hpp"

#include <algorithm>

#include "storage/stores/change_log.hpp"

namespace burner::storage {

namespace {

using access::SealedSigningKey;
using Keys = std::vector<SealedSigningKey>;

SealedSigningKey signing_key_at(const Statement& row) {
    return {{row.text(0), access::jws_algorithm_from_text(row.text(1)).value_or(access::JwsAlgorithm::hs256),
             access::signing_key_state_from_text(row.text(3)).value_or(access::SigningKeyState::retired), row.time(4),
             row.optional_time(5)},
            row.blob(2),
            row.count(6)};
}

const SealedSigningKey* find_signing_key(const Keys& keys, std::string_view kid) {
    const auto found = std::ranges::find(keys, kid, [](const SealedSigningKey& key) { return key.record.kid; });
    return found == keys.end() ? nullptr : &*found;
}

void put_signing_key(Transaction& transaction, const SealedSigningKey& key) {
    const auto& record = key.record;
    transaction
        .prepare(
            "INSERT INTO signing_keys (kid, algorithm, sealed, state, created_at, ends_at, changed) VALUES (?, ?, ?, ?,"
            " ?, ?, ?) ON CONFLICT (kid) DO UPDATE SET sealed = excluded.sealed, state = excluded.state,"
            " ends_at = excluded.ends_at, changed = excluded.changed")
        .bind(record.kid, access::to_text(record.algorithm), base::ByteView{key.sealed}, access::to_text(record.state),
              record.created_at, record.ends_at, key.changed)
        .run();
}

/// Stores what differs from `before`, under the number of the change.
void store_signing_keys(Transaction& transaction, const Keys& before, Keys& keys, nodes::ChangeNumber number) {
    for (SealedSigningKey& key : keys) {
        const SealedSigningKey* was = find_signing_key(before, key.record.kid);
        if (was != nullptr && *was == key) continue;
        key.changed = number;
        put_signing_key(transaction, key);
    }
    for (const SealedSigningKey& was : before) {
        if (find_signing_key(keys, was.record.kid) != nullptr) continue;
        transaction.prepare("DELETE FROM signing_keys WHERE kid = ?").bind(was.record.kid).run();
    }
}

}  // namespace

std::vector<SealedSigningKey> read_signing_keys(Transaction& transaction, nodes::ChangeNumber first) {
    auto row = transaction.prepare(
        "SELECT kid, algorithm, sealed, state, created_at, ends_at, changed FROM signing_keys WHERE EXISTS (SELECT 1"
        " FROM signing_keys WHERE changed >= ?) ORDER BY created_at, kid");
    row.bind(first);
    Keys keys;
    while (row.row()) keys.push_back(signing_key_at(row));
    return keys;
}

base::Result<access::SigningKeyRows> SigningKeyStore::change(const Edit& edit) {
    return database_.write([&](Transaction& transaction) -> base::Result<access::SigningKeyRows> {
        const auto last = lock_feed(transaction);
        const Keys before = read_signing_keys(transaction, 0);
        Keys keys = before;
        if (auto edited = edit(keys); !edited) return std::unexpected(edited.error());
        if (keys == before) return access::SigningKeyRows{last, std::move(keys)};
        const auto change = append_change(transaction, nodes::ChangeKind::signing_key, {});
        store_signing_keys(transaction, before, keys, change.number);
        return access::SigningKeyRows{change, std::move(keys)};
    });
}

}  // namespace burner::storage
