#pragma once

#include <string_view>

#include "access/api_key.hpp"
#include "access/project.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

inline std::unexpected<base::Error> no_such_key() {
    return base::fail(base::ErrorCode::not_found, "API key not found");
}

/// The store of projects and API keys, durable before a call returns. Several processes may share it; they read it
/// through ReplicaStore. Each change returns its place in the feed. Synchronous, called on storage threads; fails with
/// `overloaded` when it cannot answer, `not_found` for an unknown id.
class KeyStore {
  public:
    virtual ~KeyStore() = default;

    /// Creates the project or replaces it.
    virtual base::Result<nodes::FeedPosition> put_project(const Project& project) = 0;
    virtual base::Result<nodes::FeedPosition> add_key(const KeyRecord& key) = 0;
    /// Adds `replacement` and lets the old key end at `old_expires_at`, both or neither.
    virtual base::Result<nodes::FeedPosition> roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                                       const KeyRecord& replacement) = 0;
    virtual base::Result<nodes::FeedPosition> revoke_key(std::string_view id, base::UnixTime revoked_at) = 0;
};

}  // namespace burner::access
