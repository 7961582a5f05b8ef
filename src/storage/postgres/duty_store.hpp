#pragma once

#include "nodes/duty_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// The table of duties, in PostgreSQL alone: the only node there is has them all. Its times are the engine's clock's.
/// Owned by app; the Database outlives it.
class DutyStore final : public nodes::DutyStore {
  public:
    explicit DutyStore(Database& database) : database_(database) {}

    base::Result<std::vector<std::string>> claim(const nodes::DutyClaim& claim) override;
    base::Result<void> release(std::string_view owner) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
