#pragma once

#include <mutex>
#include <set>

#include "fakes/stores/memory_feed.hpp"
#include "transactions/pause_store.hpp"

namespace burner::storage {

/// A store that keeps pauses in memory, for tests. Any thread.
class MemoryPauseStore final : public transactions::PauseStore {
  public:
    base::Result<std::vector<transactions::Pause>> load() override {
        const std::lock_guard lock(mutex_);
        return std::vector<transactions::Pause>(pauses_.begin(), pauses_.end());
    }
    base::Result<nodes::FeedPosition> add(const transactions::Pause& pause) override {
        const std::lock_guard lock(mutex_);
        return pauses_.insert(pause).second ? feed_.append() : feed_.head().position;
    }
    base::Result<std::optional<nodes::FeedPosition>> remove(const transactions::Pause& pause) override {
        const std::lock_guard lock(mutex_);
        if (pauses_.erase(pause) == 0) return std::nullopt;
        return feed_.append();
    }

  private:
    std::mutex mutex_;
    MemoryFeed feed_;
    std::set<transactions::Pause> pauses_;
};

}  // namespace burner::storage
