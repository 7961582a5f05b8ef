#pragma once

#include "nodes/node_registry.hpp"
#include "nodes/node_report.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// The registry of the nodes in PostgreSQL. Owned by app; the Database, which is a PostgreSQL, outlives it.
class PostgresNodeRegistry final : public nodes::NodeRegistry {
  public:
    explicit PostgresNodeRegistry(Database& database) : database_(database) {}

    base::Result<void> join(const nodes::NodeIdentity& node, std::string_view former) override;
    base::Result<std::optional<nodes::Renewal>> renew(std::string_view id, const nodes::FeedPosition& applied) override;
    base::Result<bool> acknowledge(std::string_view id, const nodes::FeedPosition& applied) override;
    base::Result<void> leave(std::string_view id) override;
    base::Result<bool> fence(std::string_view id, std::uint64_t renewals) override;
    base::Result<nodes::LiveNodes> live() override;
    base::Result<nodes::Acknowledged> acknowledged(const nodes::FeedPosition& change) override;
    base::Result<void> raise_finals(const nodes::FeedPosition& change) override;

    /// Lists all rows in the order in which they joined, for operators; also those that were fenced lately.
    base::Result<std::vector<nodes::NodeReport>> reports();
    /// Returns what the engine's clock says now.
    base::Result<base::UnixTime> time();
    /// Forgets rows that were fenced long ago.
    base::Result<void> prune(base::UnixTime joined_before);

  private:
    Database& database_;
};

}  // namespace burner::storage
