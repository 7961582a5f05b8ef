#pragma once

#include "limits/usage_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Monthly request counts in the database. Owned by app; the Database outlives it.
class UsageStore final : public limits::UsageStore {
  public:
    explicit UsageStore(Database& database) : database_(database) {}

    base::Result<limits::Reservation> reserve(std::string_view key_id, limits::Month month, std::uint64_t amount,
                                              std::uint64_t ceiling) override;
    base::Result<void> release(std::string_view key_id, limits::Month month, std::uint64_t amount) override;
    base::Result<std::uint64_t> count(std::string_view key_id, limits::Month month) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
