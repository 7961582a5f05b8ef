#pragma once

#include <mutex>
#include <optional>

#include "access/key_ring.hpp"
#include "access/replica_store.hpp"
#include "access/revocation.hpp"
#include "access/signing_key_changes.hpp"
#include "access/signing_keys.hpp"
#include "nodes/feed_driver.hpp"

namespace burner::access {

/// Brings what this node holds in memory up to date with the store. Storage threads, or the feed thread.
class Replica final : public nodes::Memory {
  public:
    /// What it keeps up to date. All of it outlives the replica.
    struct Parts {
        KeyRing& keys;
        Revocations& revocations;
        SigningKeys& signing_keys;
        SigningKeyChanges& signing_key_changes;  ///< draws signing keys where the store has lost them
    };

    Replica(ReplicaStore& store, const Parts& parts) : store_(store), parts_(parts) {}

    /// Reads everything, in place of what is there; nullopt where the feed does not contain `must_contain`.
    base::Result<std::optional<nodes::FeedHead>> load(const nodes::FeedPosition& must_contain) override;
    /// Reads what has changed after `position`; nullopt where the feed does not contain it.
    base::Result<std::optional<nodes::FeedHead>> read_after(const nodes::FeedPosition& position) override;
    /// Writes again whatever the store has lost of the ends that are in memory.
    base::Result<nodes::FeedPosition> restore(std::span<const nodes::FeedPosition> history) override;
    base::Result<void> prune(base::UnixTime now);

    /// Reads what has changed since the last call; everything the first time. For a node that is alone.
    base::Result<void> catch_up();

  private:
    base::Result<std::optional<ReplicaRows>> load_complete(const nodes::FeedPosition& must_contain);

    ReplicaStore& store_;
    const Parts parts_;
    std::mutex catching_up_;
    std::optional<nodes::FeedPosition> caught_up_;
};

}  // namespace burner::access
