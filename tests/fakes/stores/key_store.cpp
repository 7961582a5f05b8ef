#include "fakes/stores/key_store.hpp"

#include <algorithm>
#include <utility>

namespace burner::storage {

void MemoryKeyStore::read(nodes::ChangeNumber first, access::ReplicaRows& rows) const {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, entry] : projects_) {
        if (entry.second >= first) rows.projects.push_back(entry.first);
    }
    for (const auto& [id, key] : keys_) {
        if (key.changed >= first) rows.keys.push_back(key);
    }
}

base::Result<nodes::FeedPosition> MemoryKeyStore::put_project(const access::Project& project) {
    const std::lock_guard lock(mutex_);
    const auto change = feed_.append();
    projects_.insert_or_assign(project.id, std::pair{project, change.number});
    return change;
}

/// Refuses what a database's constraints refuse.
base::Result<nodes::FeedPosition> MemoryKeyStore::insert(const access::KeyRecord& key) {
    const bool same_hash = std::ranges::any_of(keys_, [&](const auto& entry) { return entry.second.hash == key.hash; });
    if (same_hash || keys_.contains(key.id) || !projects_.contains(key.project)) {
        return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
    }
    const auto change = feed_.append();
    keys_.emplace(key.id, key).first->second.changed = change.number;
    return change;
}

base::Result<nodes::FeedPosition> MemoryKeyStore::add_key(const access::KeyRecord& key) {
    const std::lock_guard lock(mutex_);
    return insert(key);
}

base::Result<nodes::FeedPosition> MemoryKeyStore::roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                                           const access::KeyRecord& replacement) {
    const std::lock_guard lock(mutex_);
    const auto old = keys_.find(old_id);
    if (old == keys_.end()) return access::no_such_key();
    auto added = insert(replacement);
    if (!added) return added;
    old->second.expires_at = old_expires_at;
    old->second.changed = added->number;
    return added;
}

base::Result<nodes::FeedPosition> MemoryKeyStore::revoke_key(std::string_view id, base::UnixTime revoked_at) {
    const std::lock_guard lock(mutex_);
    const auto key = keys_.find(id);
    if (key == keys_.end()) return access::no_such_key();
    if (!key->second.revoked_at) key->second.revoked_at = revoked_at;
    const auto change = feed_.append();
    key->second.changed = change.number;
    return change;
}

}  // namespace burner::storage
