#pragma once

#include <map>
#include <mutex>
#include <string>

#include "access/key_store.hpp"

namespace burner::storage {

/// A store that keeps projects and API keys in memory, for tests. Any thread.
class MemoryKeyStore final : public access::KeyStore {
  public:
    base::Result<access::KeyStoreContents> load() override;
    base::Result<std::uint64_t> version() override;
    base::Result<void> put_project(const access::Project& project) override;
    base::Result<void> add_key(const access::KeyRecord& key) override;
    base::Result<void> roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                const access::KeyRecord& replacement) override;
    base::Result<void> revoke_key(std::string_view id, base::UnixTime revoked_at) override;

  private:
    base::Result<void> insert(const access::KeyRecord& key);

    std::mutex mutex_;
    std::uint64_t version_ = 1;
    std::map<std::string, access::Project, std::less<>> projects_;
    std::map<std::string, access::KeyRecord, std::less<>> keys_;
};

}  // namespace burner::storage
