#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "access/key_store.hpp"
#include "access/replica_store.hpp"
#include "fakes/stores/memory_feed.hpp"

namespace burner::storage {

/// A store that keeps projects and API keys in memory, for tests. Any thread.
class MemoryKeyStore final : public access::KeyStore {
  public:
    explicit MemoryKeyStore(MemoryFeed& feed) : feed_(feed) {}

    /// Adds what has changed at `first` or later.
    void read(nodes::ChangeNumber first, access::ReplicaRows& rows) const;
    base::Result<nodes::FeedPosition> put_project(const access::Project& project) override;
    base::Result<nodes::FeedPosition> add_key(const access::KeyRecord& key) override;
    base::Result<nodes::FeedPosition> roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                               const access::KeyRecord& replacement) override;
    base::Result<nodes::FeedPosition> revoke_key(std::string_view id, base::UnixTime revoked_at) override;

  private:
    base::Result<nodes::FeedPosition> insert(const access::KeyRecord& key);

    MemoryFeed& feed_;
    mutable std::mutex mutex_;
    std::map<std::string, std::pair<access::Project, nodes::ChangeNumber>, std::less<>> projects_;
    std::map<std::string, access::KeyRecord, std::less<>> keys_;
};

}  // namespace burner::storage
