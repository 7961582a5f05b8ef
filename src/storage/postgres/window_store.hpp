#pragma once

#include "limits/credit_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// The windows of a minute of all nodes, in PostgreSQL alone: on one node limits are counted in memory. Windows are
/// measured by the engine's clock. A commit does not wait for the disk, so a crash of the engine may forget the grants
/// of its last 0.6 s. Owned by app; the Database outlives it.
class WindowStore final : public limits::CreditStore {
  public:
    explicit WindowStore(Database& database) : database_(database) {}

    base::Result<std::vector<limits::CreditGrant>> take(const limits::CreditNode& node,
                                                        std::span<const limits::CreditAsk> asks) override;
    base::Result<void> give_back(const limits::CreditNode& node,
                                 std::span<const limits::CreditReturn> returns) override;
    base::Result<std::vector<std::string>> recalled(const limits::CreditNode& node) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
