#include "storage/stores/replica_store.hpp"

#include <algorithm>
#include <ranges>

#include "storage/lists.hpp"
#include "storage/stores/change_log.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/signing_key_store.hpp"

namespace burner::storage {

namespace {

using access::KeyRecord;
using access::NumberedRevocation;
using access::Project;
using access::ReplicaRows;

std::optional<solana::Pubkey> wallet_at(const Statement& row, int column) {
    const auto bytes = row.blob(column);
    if (bytes.size() != solana::Pubkey{}.bytes.size()) return std::nullopt;
    return solana::read_pubkey(bytes, 0);
}

std::vector<solana::Pubkey> addresses_at(const Statement& row, int column) {
    constexpr std::size_t size = sizeof(solana::Pubkey);
    const auto bytes = row.blob(column);
    std::vector<solana::Pubkey> addresses;
    for (std::size_t at = 0; at + size <= bytes.size(); at += size) addresses.push_back(solana::read_pubkey(bytes, at));
    return addresses;
}

assets::Protection protection_at(const Statement& row, int column) {
    return {row.is_null(column) ? std::nullopt : std::optional{row.text(column)}, addresses_at(row, column + 1),
            addresses_at(row, column + 2)};
}

std::optional<solana::Sponsorship> sponsorship_at(const Statement& row, int column) {
    const auto sponsor = wallet_at(row, column);
    if (!sponsor) return std::nullopt;
    return solana::Sponsorship{
        *sponsor, {row.count(column + 1)}, {row.count(column + 2)}, {row.count(column + 3)}, {row.count(column + 4)}};
}

Project project_at(const Statement& row) {
    return {.id = row.text(0),
            .name = row.text(1),
            .donation_wallet = wallet_at(row, 2),
            .tier = row.text(3),
            .allowed_origins = split_list(row.text(4)),
            .created_at = row.time(5),
            .protection = protection_at(row, 6),
            .require_proof = row.integer(9) == 1,
            .sponsorship = sponsorship_at(row, 10)};
}

KeyRecord key_at(const Statement& row) {
    KeyRecord key;
    key.id = row.text(0);
    key.project = row.text(1);
    const auto hash = row.blob(2);
    std::copy_n(hash.begin(), std::min(hash.size(), key.hash.size()), key.hash.begin());
    key.last4 = row.text(3);
    key.name = row.text(4);
    key.mode = access::mode_from_text(row.text(5)).value_or(access::Mode::test);
    key.created_at = row.time(6);
    key.expires_at = row.optional_time(7);
    key.revoked_at = row.optional_time(8);
    key.changed = row.count(9);
    key.kind = access::key_kind_from_text(row.text(10)).value_or(access::KeyKind::publishable);
    return key;
}

void read_projects(Transaction& transaction, nodes::ChangeNumber first, ReplicaRows& rows) {
    auto row = transaction.prepare(
        "SELECT id, name, donation_wallet, tier, allowed_origins, created_at, protect_above_usd, protected_mints,"
        " protected_collections, require_proof, sponsor, sponsor_project_budget, sponsor_key_budget,"
        " sponsor_wallet_budget, sponsor_floor FROM projects WHERE changed >= ?");
    row.bind(first);
    while (row.row()) rows.projects.push_back(project_at(row));
}

void read_keys(Transaction& transaction, nodes::ChangeNumber first, ReplicaRows& rows) {
    auto row = transaction.prepare(
        "SELECT id, project, hash, last4, name, mode, created_at, expires_at, revoked_at, changed, kind FROM api_keys"
        " WHERE changed >= ?");
    row.bind(first);
    while (row.row()) rows.keys.push_back(key_at(row));
}

void read_revocations(Transaction& transaction, nodes::ChangeNumber first, ReplicaRows& rows) {
    auto row = transaction.prepare(
        "SELECT sequence, project, session_id, wallet, issued_until, forget_at FROM revocations WHERE sequence >= ?"
        " ORDER BY sequence");
    row.bind(first);
    while (row.row())
        rows.revocations.push_back(
            {row.count(0), {row.text(1), row.text(2), wallet_at(row, 3), row.time(4), row.time(5)}});
}

/// Reads the rows whose last change is `first` or a later one.
ReplicaRows read_rows(Transaction& transaction, nodes::ChangeNumber first) {
    ReplicaRows rows{.head = read_feed_head(transaction, first)};
    rows.head.passed = latest_places(transaction, first);
    read_projects(transaction, first, rows);
    read_keys(transaction, first, rows);
    read_revocations(transaction, first, rows);
    rows.signing_keys = read_signing_keys(transaction, first);
    return rows;
}

/// Returns the last place of a history that the feed contains, or the place before the first.
nodes::FeedPosition last_contained(Transaction& transaction, std::span<const nodes::FeedPosition> history) {
    for (const auto& place : std::views::reverse(history)) {
        if (feed_contains(transaction, place)) return place;
    }
    return {};
}

/// Inserts what is not there, of what was changed after `kept`. Another node may have been faster.
void restore_revocations(Transaction& transaction, const std::vector<NumberedRevocation>& live,
                         nodes::ChangeNumber kept) {
    ReplicaRows there;
    read_revocations(transaction, 0, there);
    for (const auto& [number, revocation] : live) {
        const auto is_same = [&](const auto& numbered) { return numbered.revocation == revocation; };
        if (number > kept && !std::ranges::any_of(there.revocations, is_same))
            insert_revocation(transaction, revocation);
    }
}

void restore_key_end(Transaction& transaction, const KeyRecord& key) {
    auto found = transaction.prepare("SELECT expires_at, revoked_at FROM api_keys WHERE id = ?");
    found.bind(key.id);
    if (!found.row()) return;
    const auto expires_at = found.optional_time(0);
    const auto revoked_at = found.optional_time(1);
    const bool ends_later = key.expires_at && (!expires_at || *expires_at > *key.expires_at);
    if (!ends_later && (revoked_at || !key.revoked_at)) return;
    const auto change = append_change(transaction, nodes::ChangeKind::key, key.id);
    transaction.prepare("UPDATE api_keys SET expires_at = ?, revoked_at = ?, changed = ? WHERE id = ?")
        .bind(ends_later ? key.expires_at : expires_at, revoked_at ? revoked_at : key.revoked_at, change.number, key.id)
        .run();
}

void restore_signing_key_end(Transaction& transaction, const access::SigningKeyRecord& key) {
    const auto retired = access::to_text(access::SigningKeyState::retired);
    {
        auto found = transaction.prepare("SELECT 1 FROM signing_keys WHERE kid = ? AND state <> ?");
        found.bind(key.kid, retired);
        if (!found.row()) return;
    }
    const auto change = append_change(transaction, nodes::ChangeKind::signing_key, {});
    transaction.prepare("UPDATE signing_keys SET state = ?, ends_at = ?, changed = ? WHERE kid = ?")
        .bind(retired, key.ends_at, change.number, key.kid)
        .run();
}

}  // namespace

base::Result<std::optional<ReplicaRows>> ReplicaStore::load(const nodes::FeedPosition& must_contain) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<ReplicaRows>> {
        if (!feed_contains(transaction, must_contain)) return std::nullopt;
        return read_rows(transaction, 0);
    });
}

base::Result<std::optional<ReplicaRows>> ReplicaStore::read_after(const nodes::FeedPosition& position) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<ReplicaRows>> {
        if (!feed_contains(transaction, position)) return std::nullopt;
        return read_rows(transaction, position.number + 1);
    });
}

base::Result<nodes::FeedPosition> ReplicaStore::restore(std::span<const nodes::FeedPosition> history,
                                                        const access::LiveEnds& ends) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        lock_feed(transaction);
        const auto kept = last_contained(transaction, history);
        if (!history.empty()) skip_numbers(transaction, history.back().number);
        restore_revocations(transaction, ends.revocations, kept.number);
        for (const KeyRecord& key : ends.keys) {
            if (key.changed > kept.number) restore_key_end(transaction, key);
        }
        for (const auto& key : ends.signing_keys) restore_signing_key_end(transaction, key);
        return read_feed_head(transaction, kept.number + 1).position;
    });
}

base::Result<void> ReplicaStore::prune_changes(base::UnixTime time) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM changes WHERE at < ? AND seq < (SELECT value FROM feed)").bind(time).run();
        return {};
    });
}

base::Result<void> ReplicaStore::check_writes() {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE finals SET value = value").run();
        return {};
    });
}

}  // namespace burner::storage
