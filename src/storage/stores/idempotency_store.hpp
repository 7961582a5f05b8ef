#pragma once

#include "limits/idempotency_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// The answers of idempotent requests in the database. Owned by app; the Database outlives it.
class IdempotencyStore final : public limits::IdempotencyStore {
  public:
    explicit IdempotencyStore(Database& database) : database_(database) {}

    base::Result<std::optional<limits::IdempotencyRecord>> claim(const limits::IdempotencyRecord& claim,
                                                                 base::UnixTime now) override;
    base::Result<bool> finish(const limits::IdempotencyRecord& answered, std::size_t max_bytes,
                              base::UnixTime now) override;
    base::Result<void> abandon(const base::Sha256& slot, const limits::ClaimToken& claim) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
