#include "fakes/stores/idempotency_store.hpp"

namespace burner::storage {

base::Result<std::optional<limits::IdempotencyRecord>> MemoryIdempotencyStore::claim(
    const limits::IdempotencyRecord& claim, base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    const auto held = records_.find(claim.slot);
    if (held != records_.end() && held->second.expires_at > now) return held->second;
    records_.insert_or_assign(claim.slot, claim);
    return std::nullopt;
}

base::Result<void> MemoryIdempotencyStore::finish(const limits::IdempotencyRecord& answered) {
    const std::lock_guard lock(mutex_);
    records_.insert_or_assign(answered.slot, answered);
    return {};
}

base::Result<void> MemoryIdempotencyStore::abandon(const base::Sha256& slot) {
    const std::lock_guard lock(mutex_);
    const auto held = records_.find(slot);
    if (held != records_.end() && !held->second.sealed_answer) records_.erase(held);
    return {};
}

base::Result<void> MemoryIdempotencyStore::prune(base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(records_, [&](const auto& entry) { return entry.second.expires_at <= now; });
    return {};
}

}  // namespace burner::storage
