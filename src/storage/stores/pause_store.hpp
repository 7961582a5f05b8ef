#pragma once

#include "storage/database.hpp"
#include "transactions/pause_store.hpp"

namespace burner::storage {

/// Pauses in the database. Owned by app; the Database outlives it.
class PauseStore final : public transactions::PauseStore {
  public:
    explicit PauseStore(Database& database) : database_(database) {}

    base::Result<std::vector<transactions::Pause>> load() override;
    base::Result<nodes::FeedPosition> add(const transactions::Pause& pause) override;
    base::Result<std::optional<nodes::FeedPosition>> remove(const transactions::Pause& pause) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
