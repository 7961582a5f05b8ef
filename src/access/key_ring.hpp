#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/api_key.hpp"
#include "access/key_store.hpp"
#include "access/project.hpp"
#include "access/published.hpp"
#include "access/replica_store.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "nodes/finality.hpp"

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
    bool require_proof = false;
    std::optional<solana::Sponsorship> sponsorship{};
};

base::Error invalid_api_key();
base::Error api_key_revoked();
base::Error invalid_publishable_key();
/// The answer about what has ended, and may still be known as live on another node: `pending`.
base::Error not_everywhere_yet();

/// All projects and keys in memory, by SHA-256 and by id: what every request reads, without lock or store.
/// Changes go to the store first and are seen by this process's readers when the call returns; for the other nodes they
/// are to be announced. Reading: any thread. Changing: storage threads, and the feed thread.
class KeyRing {
  public:
    /// All outlive it. It is empty until `replace` was called.
    KeyRing(KeyStore& store, const base::Clock& clock, const nodes::Finality& finality);
    ~KeyRing();

    /// Takes in what was read of the store. A key is known once its project is.
    void apply(const ReplicaRows& rows);
    /// Holds these projects and keys and no others, from one moment to the next.
    void replace(const ReplicaRows& rows);
    /// Returns the place in the feed of the last change made by this object; to be announced.
    nodes::FeedPosition committed() const;
    /// Returns the keys that have ended, or will.
    std::vector<KeyRecord> ended() const;
    /// Returns whether a key has ended.
    Coverage coverage_of(const KeyRecord& key) const;

    /// Finds the key in `X-Api-Key`: `invalid_api_key` when unknown or of another kind, `api_key_revoked` when it has
    /// ended, `pending` when it has and not every node knows. The key in `X-Publishable-Key` is
    /// `invalid_publishable_key` in all these cases but the last.
    base::Result<std::shared_ptr<const KeyEntry>> authenticate(std::string_view raw_key,
                                                               KeyKind kind = KeyKind::secret) const;
    std::shared_ptr<const KeyEntry> find_key(std::string_view key_id) const;
    std::shared_ptr<const Project> find_project(std::string_view project_id) const;
    std::vector<KeyRecord> keys_of(std::string_view project_id) const;
    std::vector<Project> projects() const;

    base::Result<Project> create_project(NewProject project);
    base::Result<void> set_project(const Project& project);
    base::Result<CreatedKey> create(std::string_view project_id, KeyForm form, std::string name);
    /// Revokes a key. Another project's is `not_found`, as a missing one is.
    base::Result<KeyRecord> revoke(std::string_view project_id, std::string_view key_id);
    /// Creates a key of the same name, kind and mode; the old one lives for `overlap` more.
    base::Result<CreatedKey> roll(std::string_view project_id, std::string_view key_id, std::chrono::seconds overlap);

  private:
    struct Index;

    CreatedKey draw_key(std::string_view project_id, KeyForm form, std::string name) const;

    void note(const nodes::FeedPosition& change);
    void apply(std::span<const Project> projects, std::span<const KeyRecord> keys);

    KeyStore& store_;
    const base::Clock& clock_;
    const nodes::Finality& finality_;
    std::mutex storing_;  ///< one change at a time goes to the store
    mutable std::mutex
        changing_;  ///< guards `committed_` and what `index_` is made from; never held while a store works
    nodes::FeedPosition committed_;
    Published<Index> index_;
};

}  // namespace burner::access
