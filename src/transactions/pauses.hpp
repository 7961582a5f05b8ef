#pragma once

#include <shared_mutex>
#include <span>
#include <string_view>
#include <vector>

#include "transactions/pause_store.hpp"

namespace burner::transactions {

/// The pauses in force, in memory. `refresh` is for storage threads, the rest for any thread.
class Pauses {
  public:
    /// Starts without pauses until `refresh`. The store outlives it.
    explicit Pauses(PauseStore& store) : store_(store) {}

    /// Brings in what a command has changed.
    base::Result<void> refresh();
    /// Holds these pauses and no others.
    void replace(std::vector<Pause> pauses);
    std::vector<Pause> all() const;
    /// Fails with `overloaded`, which says what is paused, where one of the items may not be built or submitted now.
    base::Result<void> check(std::string_view project, std::span<const Selection> items) const;

  private:
    PauseStore& store_;
    mutable std::shared_mutex mutex_;
    std::vector<Pause> pauses_;
};

}  // namespace burner::transactions
