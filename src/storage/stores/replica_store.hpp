#pragma once

#include "access/replica_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// What decides who may do what, read in one snapshot. Owned by app; the Database outlives it.
class ReplicaStore final : public access::ReplicaStore {
  public:
    explicit ReplicaStore(Database& database) : database_(database) {}

    base::Result<std::optional<access::ReplicaRows>> load(const nodes::FeedPosition& must_contain) override;
    base::Result<std::optional<access::ReplicaRows>> read_after(const nodes::FeedPosition& position) override;
    base::Result<nodes::FeedPosition> restore(std::span<const nodes::FeedPosition> history,
                                              const access::LiveEnds& ends) override;
    base::Result<void> prune_changes(base::UnixTime time) override;
    /// Writes something and commits it, as a full disk or a standby that was never promoted would not.
    base::Result<void> check_writes();

  private:
    Database& database_;
};

}  // namespace burner::storage
