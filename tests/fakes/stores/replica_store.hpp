#pragma once

#include "access/replica_store.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/memory_feed.hpp"
#include "fakes/stores/revocation_list.hpp"
#include "fakes/stores/signing_key_store.hpp"

namespace burner::storage {

/// Reads stores in memory, as other processes would. The feed of one that never goes back contains every place.
class MemoryReplicaStore final : public access::ReplicaStore {
  public:
    MemoryReplicaStore(const MemoryFeed& feed, const MemoryKeyStore& keys, const MemoryRevocationList& revocations,
                       const MemorySigningKeyStore& signing_keys)
        : feed_(feed), keys_(keys), revocations_(revocations), signing_keys_(signing_keys) {}

    base::Result<std::optional<access::ReplicaRows>> load(const nodes::FeedPosition&) override { return read(0); }
    base::Result<std::optional<access::ReplicaRows>> read_after(const nodes::FeedPosition& position) override {
        return read(position.number + 1);
    }
    base::Result<nodes::FeedPosition> restore(std::span<const nodes::FeedPosition>, const access::LiveEnds&) override {
        return feed_.head().position;
    }
    base::Result<void> prune_changes(base::UnixTime) override { return {}; }

  private:
    access::ReplicaRows read(nodes::ChangeNumber first) const {
        access::ReplicaRows rows{.head = feed_.head()};
        keys_.read(first, rows);
        revocations_.read(first, rows);
        signing_keys_.read(first, rows);
        return rows;
    }

    const MemoryFeed& feed_;
    const MemoryKeyStore& keys_;
    const MemoryRevocationList& revocations_;
    const MemorySigningKeyStore& signing_keys_;
};

}  // namespace burner::storage
