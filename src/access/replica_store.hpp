#pragma once

#include <optional>
#include <span>
#include <vector>

#include "access/api_key.hpp"
#include "access/project.hpp"
#include "access/revocation.hpp"
#include "access/signing_key.hpp"
#include "base/result.hpp"
#include "nodes/change.hpp"

namespace burner::access {

/// Rows of one snapshot that decide who may do what, and the head of the feed in it.
struct ReplicaRows {
    nodes::FeedHead head;
    std::vector<Project> projects;
    std::vector<KeyRecord> keys;
    std::vector<NumberedRevocation> revocations;
    std::vector<SealedSigningKey> signing_keys;  ///< all of them where one has changed
};

/// What a node that joins again writes down before it reads: the engine may have lost it.
struct LiveEnds {
    std::vector<NumberedRevocation> revocations;
    std::vector<KeyRecord> keys;                 ///< that have ended, or will
    std::vector<SigningKeyRecord> signing_keys;  ///< that were retired
};

/// Reads all that decides who may do what, and what has changed of it. Synchronous: storage threads, or the feed
/// thread. Fails with `overloaded`.
class ReplicaStore {
  public:
    virtual ~ReplicaStore() = default;

    /// Returns every row; nullopt where the feed does not contain `must_contain`.
    virtual base::Result<std::optional<ReplicaRows>> load(const nodes::FeedPosition& must_contain) = 0;
    /// Returns the rows that have changed after `position`; nullopt where the feed does not contain it.
    virtual base::Result<std::optional<ReplicaRows>> read_after(const nodes::FeedPosition& position) = 0;
    /// Writes again what is missing of `ends` and was changed after the last place of `history` that the feed contains,
    /// as new changes whose numbers come after `history`. What the feed had, it may have forgotten by now. Returns the
    /// place of the last change.
    virtual base::Result<nodes::FeedPosition> restore(std::span<const nodes::FeedPosition> history,
                                                      const LiveEnds& ends) = 0;
    /// Forgets changes that were made before `time`; all nodes but lost ones have applied them.
    virtual base::Result<void> prune_changes(base::UnixTime time) = 0;
};

}  // namespace burner::access
