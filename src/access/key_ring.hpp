#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/api_key.hpp"
#include "access/key_store.hpp"
#include "access/project.hpp"
#include "access/published.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace burner::access {

/// A key and the project it belongs to, as of one moment.
struct KeyEntry {
    KeyRecord key;
    std::shared_ptr<const Project> project;
};

/// A new key; `secret` is shown once and kept nowhere.
struct CreatedKey {
    KeyRecord record;
    base::Secret secret;
};

struct NewProject {
    std::string name;
    std::optional<solana::Pubkey> donation_wallet;
    std::string tier;
    std::vector<std::string> allowed_origins;
    assets::Protection protection{};
};

base::Error invalid_api_key();
base::Error api_key_revoked();

/// All projects and keys in memory, by SHA-256 and by id: what every request reads, without lock or store.
/// Changes go to the store first and are seen by readers when the call returns; `refresh` brings in what
/// other processes changed. Reading: any thread. Changing and refreshing: storage threads.
class KeyRing {
  public:
    /// Call `refresh` once before the first request.
    KeyRing(KeyStore& store, const base::Clock& clock);
    ~KeyRing();

    /// Reloads when the store has changed.
    base::Result<void> refresh();

    /// Finds the key in `X-Api-Key`: `invalid_api_key` when unknown, `api_key_revoked` when it has ended.
    base::Result<std::shared_ptr<const KeyEntry>> authenticate(std::string_view raw_key) const;
    std::shared_ptr<const KeyEntry> find_key(std::string_view key_id) const;
    std::shared_ptr<const Project> find_project(std::string_view project_id) const;
    std::vector<KeyRecord> keys_of(std::string_view project_id) const;
    std::vector<Project> projects() const;

    base::Result<Project> create_project(NewProject project);
    base::Result<void> set_project(const Project& project);
    base::Result<CreatedKey> create(std::string_view project_id, Mode mode, std::string name);
    /// Revokes a key. Another project's is `not_found`, as a missing one is.
    base::Result<KeyRecord> revoke(std::string_view project_id, std::string_view key_id);
    /// Creates a key of the same name and mode; the old one lives for `overlap` more.
    base::Result<CreatedKey> roll(std::string_view project_id, std::string_view key_id, std::chrono::seconds overlap);

  private:
    struct Index;

    base::Result<void> reload();
    CreatedKey draw_key(std::string_view project_id, Mode mode, std::string name) const;

    KeyStore& store_;
    const base::Clock& clock_;
    std::mutex changing_;
    Published<Index> index_;
};

}  // namespace burner::access
