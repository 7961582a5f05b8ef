#pragma once

#include "limits/usage_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Monthly request counts in the database. Owned by app; the Database outlives it.
class UsageStore final : public limits::UsageStore {
  public:
    explicit UsageStore(Database& database) : database_(database) {}

    base::Result<std::vector<limits::CreditGrant>> take(const limits::CreditNode& node,
                                                        std::span<const limits::CreditAsk> asks) override;
    base::Result<void> give_back(const limits::CreditNode& node,
                                 std::span<const limits::CreditReturn> returns) override;
    base::Result<std::vector<std::string>> recalled(const limits::CreditNode& node) override;
    base::Result<std::uint64_t> count(std::string_view key_id, limits::Month month) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
