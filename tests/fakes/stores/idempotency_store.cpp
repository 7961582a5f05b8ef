#include "fakes/stores/idempotency_store.hpp"

namespace burner::storage {

base::Result<std::optional<limits::IdempotencyRecord>> MemoryIdempotencyStore::claim(
    const limits::IdempotencyRecord& claim, base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    const auto held = records_.find(claim.slot);
    if (held != records_.end() && held->second.expires_at > now) return held->second;
    forget(claim.slot);
    records_.insert_or_assign(claim.slot, claim);
    return std::nullopt;
}

base::Result<bool> MemoryIdempotencyStore::finish(const limits::IdempotencyRecord& answered, std::size_t max_bytes,
                                                  base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    if (!is_held_by(answered.slot, answered.claim)) return false;
    std::erase(answered_, answered.slot);  // an answer that is kept again counts once
    records_.at(answered.slot).sealed_answer.reset();
    for (const auto& slot : std::vector{answered_}) {
        const auto& record = records_.at(slot);
        if (record.key_id == answered.key_id && record.expires_at <= now) forget(slot);
    }
    for (const auto& slot : std::vector{answered_}) {
        if (bytes_of(answered.key_id) + answered.sealed_answer->size() <= max_bytes) break;
        if (records_.at(slot).key_id == answered.key_id) forget(slot);
    }
    records_.insert_or_assign(answered.slot, answered);
    answered_.push_back(answered.slot);
    return true;
}

bool MemoryIdempotencyStore::is_held_by(const base::Sha256& slot, const limits::ClaimToken& claim) const {
    const auto held = records_.find(slot);
    return held != records_.end() && held->second.claim == claim;
}

std::size_t MemoryIdempotencyStore::bytes_of(const std::string& key_id) const {
    std::size_t bytes = 0;
    for (const auto& [slot, record] : records_) {
        if (record.key_id == key_id && record.sealed_answer) bytes += record.sealed_answer->size();
    }
    return bytes;
}

void MemoryIdempotencyStore::forget(const base::Sha256& slot) {
    records_.erase(slot);
    std::erase(answered_, slot);
}

base::Result<void> MemoryIdempotencyStore::abandon(const base::Sha256& slot, const limits::ClaimToken& claim) {
    const std::lock_guard lock(mutex_);
    if (is_held_by(slot, claim) && !records_.at(slot).sealed_answer) records_.erase(slot);
    return {};
}

base::Result<void> MemoryIdempotencyStore::prune(base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(records_, [&](const auto& entry) { return entry.second.expires_at <= now; });
    std::erase_if(answered_, [&](const auto& slot) { return !records_.contains(slot); });
    return {};
}

}  // namespace burner::storage
