#pragma once

#include "access/revocation.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Revocations, numbered in the order of their commits. Owned by app; the Database outlives it.
class RevocationList final : public access::RevocationList {
  public:
    explicit RevocationList(Database& database) : database_(database) {}

    base::Result<void> add(const access::Revocation& revocation) override;
    base::Result<access::RevocationPage> load_after(std::uint64_t sequence) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
