#pragma once

#include "audit/chain_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// The audit logs of all nodes in PostgreSQL: a row for each batch, and one for each anchor. Owned by app; the Database
/// outlives it.
class PostgresChainStore final : public audit::ChainStore {
  public:
    explicit PostgresChainStore(Database& database) : database_(database) {}

    base::Result<std::optional<audit::Link>> end(std::string_view chain) override;
    base::Result<void> begin(std::string_view chain, const audit::Link& start) override;
    base::Result<bool> append(std::string_view chain, std::span<const audit::Batch> batches) override;
    base::Result<std::optional<audit::Anchor>> anchor(std::string_view chain) override;
    base::Result<std::size_t> prune(base::UnixTime before, std::size_t max_batches) override;
    base::Result<void> view(const std::function<void(audit::ChainView&)>& work) override;

  private:
    base::Result<std::vector<std::string>> stored_chains();
    base::Result<std::optional<audit::Link>> mark_pruned(std::string_view chain, base::UnixTime before);
    base::Result<std::size_t> delete_up_to(std::string_view chain, std::uint64_t last, std::size_t max_batches);

    Database& database_;
};

}  // namespace burner::storage
