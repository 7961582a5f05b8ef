#include "storage/stores/key_store.hpp"

#include <algorithm>

namespace burner::storage {

namespace {

using access::KeyRecord;
using access::Project;

/// Joins origins with spaces, which no origin holds (RFC 6454).
std::string join(const std::vector<std::string>& origins) {
    std::string text;
    for (const std::string& origin : origins) {
        if (!text.empty()) text += ' ';
        text += origin;
    }
    return text;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> origins;
    while (!text.empty()) {
        const auto space = std::min(text.find(' '), text.size());
        origins.emplace_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return origins;
}

std::optional<base::ByteView> bytes_of(const std::optional<solana::Pubkey>& wallet) {
    if (!wallet) return std::nullopt;
    return wallet->view();
}

std::optional<solana::Pubkey> wallet_at(const Statement& row, int column) {
    const auto bytes = row.blob(column);
    if (bytes.size() != solana::Pubkey{}.bytes.size()) return std::nullopt;
    return solana::read_pubkey(bytes, 0);
}

base::Bytes join(const std::vector<solana::Pubkey>& addresses) {
    base::Bytes bytes;
    for (const solana::Pubkey& address : addresses) base::append(bytes, address.view());
    return bytes;
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

Project project_at(const Statement& row) {
    return {row.text(0),        row.text(1), wallet_at(row, 2),    row.text(3),
            split(row.text(4)), row.time(5), protection_at(row, 6)};
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
    return key;
}

void insert_key(Transaction& transaction, const KeyRecord& key) {
    transaction
        .prepare(
            "INSERT INTO api_keys (id, project, hash, last4, name, mode, created_at, expires_at, revoked_at) VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(key.id, key.project, base::ByteView{key.hash}, key.last4, key.name, access::to_text(key.mode),
              key.created_at, key.expires_at, key.revoked_at)
        .run();
}

void count_change(Transaction& transaction) {
    transaction.prepare("UPDATE key_changes SET value = value + 1").run();
}

std::uint64_t read_version(Transaction& transaction) {
    auto version = transaction.prepare("SELECT value FROM key_changes");
    return version.row() ? version.count(0) : 0;
}

}  // namespace

base::Result<access::KeyStoreContents> KeyStore::load() {
    return database_.read([](Transaction& transaction) -> base::Result<access::KeyStoreContents> {
        access::KeyStoreContents contents;
        contents.version = read_version(transaction);
        auto projects = transaction.prepare(
            "SELECT id, name, donation_wallet, tier, allowed_origins, created_at, protect_above_usd,"
            " protected_mints, protected_collections FROM projects");
        while (projects.row()) contents.projects.push_back(project_at(projects));
        auto keys = transaction.prepare(
            "SELECT id, project, hash, last4, name, mode, created_at, expires_at, revoked_at FROM api_keys");
        while (keys.row()) contents.keys.push_back(key_at(keys));
        return contents;
    });
}

base::Result<std::uint64_t> KeyStore::version() {
    return database_.read(
        [](Transaction& transaction) -> base::Result<std::uint64_t> { return read_version(transaction); });
}

base::Result<void> KeyStore::put_project(const Project& project) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction
            .prepare(
                "INSERT INTO projects (id, name, donation_wallet, tier, allowed_origins, created_at, protect_above_usd,"
                " protected_mints, protected_collections) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET name = excluded.name, donation_wallet = excluded.donation_wallet, tier = excluded.tier,"
                " allowed_origins = excluded.allowed_origins, created_at = excluded.created_at,"
                " protect_above_usd = excluded.protect_above_usd, protected_mints = excluded.protected_mints,"
                " protected_collections = excluded.protected_collections")
            .bind(project.id, project.name, bytes_of(project.donation_wallet), project.tier,
                  join(project.allowed_origins), project.created_at, project.protection.above_usd,
                  base::ByteView{join(project.protection.mints)}, base::ByteView{join(project.protection.collections)})
            .run();
        count_change(transaction);
        return {};
    });
}

base::Result<void> KeyStore::add_key(const KeyRecord& key) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        insert_key(transaction, key);
        count_change(transaction);
        return {};
    });
}

base::Result<void> KeyStore::roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                      const KeyRecord& replacement) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE api_keys SET expires_at = ? WHERE id = ?").bind(old_expires_at, old_id).run();
        if (transaction.changed_rows() == 0) return access::no_such_key();
        insert_key(transaction, replacement);
        count_change(transaction);
        return {};
    });
}

base::Result<void> KeyStore::revoke_key(std::string_view id, base::UnixTime revoked_at) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
            .bind(revoked_at, id)
            .run();
        if (transaction.changed_rows() == 0) return access::no_such_key();
        count_change(transaction);
        return {};
    });
}

}  // namespace burner::storage
