#include "fakes/stores/key_store.hpp"

#include <algorithm>
#include <ranges>

namespace burner::storage {

base::Result<access::KeyStoreContents> MemoryKeyStore::load() {
    const std::lock_guard lock(mutex_);
    access::KeyStoreContents contents{version_, {}, {}};
    std::ranges::copy(projects_ | std::views::values, std::back_inserter(contents.projects));
    std::ranges::copy(keys_ | std::views::values, std::back_inserter(contents.keys));
    return contents;
}

base::Result<std::uint64_t> MemoryKeyStore::version() {
    const std::lock_guard lock(mutex_);
    return version_;
}

base::Result<void> MemoryKeyStore::put_project(const access::Project& project) {
    const std::lock_guard lock(mutex_);
    projects_.insert_or_assign(project.id, project);
    ++version_;
    return {};
}

/// Refuses what a database's constraints refuse.
base::Result<void> MemoryKeyStore::insert(const access::KeyRecord& key) {
    const bool same_hash = std::ranges::any_of(keys_, [&](const auto& entry) { return entry.second.hash == key.hash; });
    if (same_hash || keys_.contains(key.id) || !projects_.contains(key.project)) {
        return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
    }
    keys_.emplace(key.id, key);
    ++version_;
    return {};
}

base::Result<void> MemoryKeyStore::add_key(const access::KeyRecord& key) {
    const std::lock_guard lock(mutex_);
    return insert(key);
}

base::Result<void> MemoryKeyStore::roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                            const access::KeyRecord& replacement) {
    const std::lock_guard lock(mutex_);
    const auto old = keys_.find(old_id);
    if (old == keys_.end()) return access::no_such_key();
    if (auto added = insert(replacement); !added) return added;
    old->second.expires_at = old_expires_at;
    return {};
}

base::Result<void> MemoryKeyStore::revoke_key(std::string_view id, base::UnixTime revoked_at) {
    const std::lock_guard lock(mutex_);
    const auto key = keys_.find(id);
    if (key == keys_.end()) return access::no_such_key();
    if (!key->second.revoked_at) key->second.revoked_at = revoked_at;
    ++version_;
    return {};
}

}  // namespace burner::storage
