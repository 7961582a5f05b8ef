#pragma once

#include <mutex>
#include <optional>

#include "access/key_ring.hpp"
#include "access/replica_store.hpp"
#include "access/revocation.hpp"
#include "nodes/feed_driver.hpp"

namespace burner::access {

/// Brings what this node holds in memory up to date with the store. Storage threads, or the feed thread.
class Replica final : public nodes::Memory {
  public:
    /// All outlive it.
    Replica(ReplicaStore& store, KeyRing& keys, Revocations& revocations);

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
    ReplicaStore& store_;
    KeyRing& keys_;
    Revocations& revocations_;
    std::mutex catching_up_;
    std::optional<nodes::FeedPosition> caught_up_;
};

}  // namespace burner::access
