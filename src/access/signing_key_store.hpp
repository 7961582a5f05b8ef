#pragma once

#include <functional>
#include <vector>

#include "access/signing_key.hpp"
#include "base/result.hpp"
#include "nodes/change.hpp"

namespace burner::access {

/// All signing keys, the oldest first, and the feed's last change when they were so.
struct SigningKeyRows {
    nodes::FeedPosition position;
    std::vector<SealedSigningKey> keys;
};

/// The signing keys, durable before `change` returns. Several nodes may share it; they read it through ReplicaStore.
/// Synchronous, called on storage threads; fails with `overloaded`.
class SigningKeyStore {
  public:
    /// It may be called again, and changes only the keys that it is given.
    using Edit = std::function<base::Result<void>(std::vector<SealedSigningKey>& keys)>;

    virtual ~SigningKeyStore() = default;

    /// Lets `edit` change all keys, one such change at a time over all nodes. What differs then is stored as one change
    /// of the feed, whose number the store writes into `changed`; where nothing differs there is no change.
    virtual base::Result<SigningKeyRows> change(const Edit& edit) = 0;
};

}  // namespace burner::access
