#pragma once

#include <algorithm>
#include <mutex>
#include <tuple>

#include "access/replica_store.hpp"
#include "access/signing_key_store.hpp"
#include "fakes/stores/memory_feed.hpp"

namespace burner::storage {

/// A store that keeps signing keys in memory, for tests. Any thread.
class MemorySigningKeyStore final : public access::SigningKeyStore {
  public:
    explicit MemorySigningKeyStore(MemoryFeed& feed) : feed_(feed) {}

    /// Adds all keys where one has changed at `first` or later.
    void read(nodes::ChangeNumber first, access::ReplicaRows& rows) const {
        const std::lock_guard lock(mutex_);
        if (std::ranges::any_of(keys_, [&](const auto& key) { return key.changed >= first; }))
            rows.signing_keys = keys_;
    }
    base::Result<access::SigningKeyRows> change(const Edit& edit) override {
        const std::lock_guard lock(mutex_);
        auto keys = keys_;
        if (auto edited = edit(keys); !edited) return std::unexpected(edited.error());
        if (keys == keys_) return access::SigningKeyRows{feed_.head().position, std::move(keys)};
        const auto change = feed_.append();
        for (auto& key : keys) {
            if (std::ranges::find(keys_, key) == keys_.end()) key.changed = change.number;
        }
        std::ranges::sort(keys, {}, [](const auto& key) { return std::tuple{key.record.created_at, key.record.kid}; });
        keys_ = keys;
        return access::SigningKeyRows{change, std::move(keys)};
    }

  private:
    MemoryFeed& feed_;
    mutable std::mutex mutex_;
    std::vector<access::SealedSigningKey> keys_;
};

}  // namespace burner::storage
