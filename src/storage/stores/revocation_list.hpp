#pragma once

#include "access/revocation.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Inserts a revocation and its change.
nodes::FeedPosition insert_revocation(Transaction& transaction, const access::Revocation& revocation);

/// Revocations, numbered in the order of their commits. Owned by app; the Database outlives it.
class RevocationList final : public access::RevocationList {
  public:
    explicit RevocationList(Database& database) : database_(database) {}

    base::Result<nodes::FeedPosition> add(const access::Revocation& revocation) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
