#pragma once

#include "storage/sqlite/database.hpp"
#include "transactions/pause_store.hpp"

namespace burner::storage {

/// Pauses in SQLite. Owned by app; the database outlives it.
class SqlitePauseStore final : public transactions::PauseStore {
  public:
    explicit SqlitePauseStore(Database& database) : database_(database) {}

    base::Result<std::vector<transactions::Pause>> load() override;
    base::Result<bool> add(const transactions::Pause& pause) override;
    base::Result<bool> remove(const transactions::Pause& pause) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
