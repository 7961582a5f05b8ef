#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "limits/idempotency_store.hpp"

namespace burner::storage {

/// A store that keeps the answers of idempotent requests in memory, for tests. Any thread.
class MemoryIdempotencyStore final : public limits::IdempotencyStore {
  public:
    base::Result<std::optional<limits::IdempotencyRecord>> claim(const limits::IdempotencyRecord& claim,
                                                                 base::UnixTime now) override;
    base::Result<bool> finish(const limits::IdempotencyRecord& answered, std::size_t max_bytes,
                              base::UnixTime now) override;
    base::Result<void> abandon(const base::Sha256& slot, const limits::ClaimToken& claim) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    std::mutex mutex_;
    std::size_t bytes_of(const std::string& key_id) const;
    bool is_held_by(const base::Sha256& slot, const limits::ClaimToken& claim) const;
    void forget(const base::Sha256& slot);

    std::map<base::Sha256, limits::IdempotencyRecord> records_;
    std::vector<base::Sha256> answered_;  ///< the oldest first
};

}  // namespace burner::storage
