#pragma once

#include <map>
#include <mutex>

#include "access/used_challenges.hpp"

namespace burner::storage {

/// A store that keeps used challenges in memory, for tests. Any thread.
class MemoryUsedChallenges final : public access::UsedChallenges {
  public:
    base::Result<bool> use(const access::ChallengeNonce& nonce, base::UnixTime forget_at) override {
        const std::lock_guard lock(mutex_);
        return used_.emplace(nonce, forget_at).second;
    }
    base::Result<void> prune(base::UnixTime now) override {
        const std::lock_guard lock(mutex_);
        std::erase_if(used_, [&](const auto& entry) { return entry.second <= now; });
        return {};
    }

  private:
    std::mutex mutex_;
    std::map<access::ChallengeNonce, base::UnixTime> used_;
};

}  // namespace burner::storage
