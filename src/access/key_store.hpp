#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "access/api_key.hpp"
#include "access/project.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

struct KeyStoreContents {
    std::uint64_t version = 0;
    std::vector<Project> projects;
    std::vector<KeyRecord> keys;
};

inline std::unexpected<base::Error> no_such_key() {
    return base::fail(base::ErrorCode::not_found, "API key not found");
}

/// The store of projects and API keys, durable before a call returns. Several processes may share it. Synchronous,
/// called on storage threads; fails with `overloaded` when it cannot answer, `not_found` for an unknown id.
class KeyStore {
  public:
    virtual ~KeyStore() = default;

    virtual base::Result<KeyStoreContents> load() = 0;
    /// Returns a number that grows with every change, whoever made it; cheap enough to ask several times a second.
    virtual base::Result<std::uint64_t> version() = 0;
    /// Creates the project or replaces it.
    virtual base::Result<void> put_project(const Project& project) = 0;
    virtual base::Result<void> add_key(const KeyRecord& key) = 0;
    /// Adds `replacement` and lets the old key end at `old_expires_at`, both or neither.
    virtual base::Result<void> roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                        const KeyRecord& replacement) = 0;
    virtual base::Result<void> revoke_key(std::string_view id, base::UnixTime revoked_at) = 0;
};

}  // namespace burner::access
