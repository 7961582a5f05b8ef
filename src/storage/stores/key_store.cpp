#include "storage/stores/key_store.hpp"

#include "storage/lists.hpp"
#include "storage/stores/change_log.hpp"

namespace burner::storage {

namespace {

using access::KeyRecord;
using access::Project;

/// Joins origins. None holds a space (RFC 6454).
std::string joined_origins(const std::vector<std::string>& origins) {
    return joined(origins, [](const std::string& origin) { return origin; });
}

base::Bytes join(const std::vector<solana::Pubkey>& addresses) {
    base::Bytes bytes;
    for (const solana::Pubkey& address : addresses) base::append(bytes, address.view());
    return bytes;
}

std::optional<base::ByteView> sponsor_of(const Project& project) {
    if (!project.sponsorship) return std::nullopt;
    return project.sponsorship->sponsor.view();
}

void insert_key(Transaction& transaction, const KeyRecord& key, const nodes::FeedPosition& change) {
    transaction
        .prepare(
            "INSERT INTO api_keys (id, project, hash, last4, name, mode, kind, created_at, expires_at, revoked_at,"
            " changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(key.id, key.project, base::ByteView{key.hash}, key.last4, key.name, access::to_text(key.mode),
              access::to_text(key.kind), key.created_at, key.expires_at, key.revoked_at, change.number)
        .run();
}

}  // namespace

base::Result<nodes::FeedPosition> KeyStore::put_project(const Project& project) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        const auto kind = project.require_proof ? nodes::ChangeKind::proof_demand : nodes::ChangeKind::project;
        const auto change = append_change(transaction, kind, project.id);
        const auto terms = project.sponsorship.value_or(solana::Sponsorship{});
        transaction
            .prepare(
                "INSERT INTO projects (id, name, donation_wallet, tier, allowed_origins, created_at, protect_above_usd,"
                " protected_mints, protected_collections, require_proof, sponsor, sponsor_project_budget,"
                " sponsor_key_budget, sponsor_wallet_budget, sponsor_floor, changed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET name = excluded.name, donation_wallet = excluded.donation_wallet, tier = excluded.tier,"
                " allowed_origins = excluded.allowed_origins, created_at = excluded.created_at,"
                " protect_above_usd = excluded.protect_above_usd, protected_mints = excluded.protected_mints,"
                " protected_collections = excluded.protected_collections, require_proof = excluded.require_proof,"
                " sponsor = excluded.sponsor, sponsor_project_budget = excluded.sponsor_project_budget,"
                " sponsor_key_budget = excluded.sponsor_key_budget, sponsor_wallet_budget ="
                " excluded.sponsor_wallet_budget, sponsor_floor = excluded.sponsor_floor, changed = excluded.changed")
            .bind(project.id, project.name, project.donation_wallet.transform(&solana::Pubkey::view), project.tier,
                  joined_origins(project.allowed_origins), project.created_at, project.protection.above_usd,
                  base::ByteView{join(project.protection.mints)}, base::ByteView{join(project.protection.collections)},
                  std::int64_t{project.require_proof ? 1 : 0}, sponsor_of(project), terms.project_budget.value,
                  terms.key_budget.value, terms.wallet_budget.value, terms.floor.value, change.number)
            .run();
        return change;
    });
}

base::Result<nodes::FeedPosition> KeyStore::add_key(const KeyRecord& key) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        const auto change = append_change(transaction, nodes::ChangeKind::key, key.id);
        insert_key(transaction, key, change);
        return change;
    });
}

base::Result<nodes::FeedPosition> KeyStore::roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                                     const KeyRecord& replacement) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        const auto change = append_change(transaction, nodes::ChangeKind::key, old_id);
        transaction.prepare("UPDATE api_keys SET expires_at = ?, changed = ? WHERE id = ?")
            .bind(old_expires_at, change.number, old_id)
            .run();
        if (transaction.changed_rows() == 0) return access::no_such_key();
        insert_key(transaction, replacement, change);
        return change;
    });
}

base::Result<nodes::FeedPosition> KeyStore::revoke_key(std::string_view id, base::UnixTime revoked_at) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        const auto change = append_change(transaction, nodes::ChangeKind::key, id);
        transaction.prepare("UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?), changed = ? WHERE id = ?")
            .bind(revoked_at, change.number, id)
            .run();
        if (transaction.changed_rows() == 0) return access::no_such_key();
        return change;
    });
}

}  // namespace burner::storage
