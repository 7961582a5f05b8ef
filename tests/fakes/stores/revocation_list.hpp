#pragma once

#include <map>
#include <mutex>

#include "access/replica_store.hpp"
#include "access/revocation.hpp"
#include "fakes/stores/memory_feed.hpp"

namespace burner::storage {

/// A list that keeps revocations in memory, for tests. Any thread.
class MemoryRevocationList final : public access::RevocationList {
  public:
    explicit MemoryRevocationList(MemoryFeed& feed) : feed_(feed) {}

    base::Result<nodes::FeedPosition> add(const access::Revocation& revocation) override;
    /// Adds what was revoked at `first` or later.
    void read(nodes::ChangeNumber first, access::ReplicaRows& rows) const;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    MemoryFeed& feed_;
    mutable std::mutex mutex_;
    std::map<std::uint64_t, access::Revocation> revocations_;
};

}  // namespace burner::storage
