#pragma once

#include <mutex>
#include <set>

#include "transactions/pause_store.hpp"

namespace burner::storage {

/// A store that keeps pauses in memory, for tests. Any thread.
class MemoryPauseStore final : public transactions::PauseStore {
  public:
    base::Result<std::vector<transactions::Pause>> load() override {
        const std::lock_guard lock(mutex_);
        return std::vector<transactions::Pause>(pauses_.begin(), pauses_.end());
    }
    base::Result<bool> add(const transactions::Pause& pause) override {
        const std::lock_guard lock(mutex_);
        return pauses_.insert(pause).second;
    }
    base::Result<bool> remove(const transactions::Pause& pause) override {
        const std::lock_guard lock(mutex_);
        return pauses_.erase(pause) > 0;
    }

  private:
    std::mutex mutex_;
    std::set<transactions::Pause> pauses_;
};

}  // namespace burner::storage
