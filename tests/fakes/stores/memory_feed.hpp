#pragma once

#include <mutex>

#include "nodes/change.hpp"

namespace burner::storage {

/// The feed of stores in memory that belong together. Any thread.
class MemoryFeed {
  public:
    nodes::FeedPosition append() {
        const std::lock_guard lock(mutex_);
        return last_ = {last_.number + 1, static_cast<std::int64_t>(last_.number) + 100};
    }
    nodes::FeedHead head() const {
        const std::lock_guard lock(mutex_);
        return {last_, 0};
    }

  private:
    mutable std::mutex mutex_;
    nodes::FeedPosition last_;
};

}  // namespace burner::storage
