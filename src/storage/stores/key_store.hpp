#pragma once

#include "access/key_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Projects and API keys in the database. Owned by app; the Database outlives it.
class KeyStore final : public access::KeyStore {
  public:
    explicit KeyStore(Database& database) : database_(database) {}

    base::Result<nodes::FeedPosition> put_project(const access::Project& project) override;
    base::Result<nodes::FeedPosition> add_key(const access::KeyRecord& key) override;
    base::Result<nodes::FeedPosition> roll_key(std::string_view old_id, base::UnixTime old_expires_at,
                                               const access::KeyRecord& replacement) override;
    base::Result<nodes::FeedPosition> revoke_key(std::string_view id, base::UnixTime revoked_at) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
