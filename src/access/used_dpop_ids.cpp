#include "access/used_dpop_ids.hpp"

#include <iterator>

#include <sodium.h>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace burner::access {

UsedDpopIds::UsedDpopIds() {
    base::random_bytes(hash_key_);
}

void UsedDpopIds::OfKey::forget_until(base::SteadyTime time) {
    for (; !by_age.empty() && by_age.front().first <= time; by_age.pop_front()) seen.erase(by_age.front().second);
}

std::uint64_t UsedDpopIds::hash_of(const DpopProof& proof) const {
    const std::string both = proof.thumbprint + proof.id;  // a thumbprint has one length
    std::array<std::uint8_t, crypto_shorthash_BYTES> hash;
    const auto bytes = base::as_bytes(both);
    crypto_shorthash(hash.data(), bytes.data(), bytes.size(), hash_key_.data());
    return base::read_le<std::uint64_t>(hash, 0);
}

/// Forgets keys that are used no more.
void UsedDpopIds::sweep(Shard& shard, base::SteadyTime now) {
    if (now - shard.swept < kept) return;
    shard.swept = now;
    for (auto entry = shard.keys.begin(); entry != shard.keys.end();) {
        entry->second.forget_until(now - kept);
        entry = entry->second.seen.empty() ? shard.keys.erase(entry) : std::next(entry);
    }
}

UsedDpopIds::Use UsedDpopIds::use(std::string_view key_id, const DpopProof& proof, base::SteadyTime now) {
    Shard& shard = shards_[base::StringHash{}(key_id) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    sweep(shard, now);
    const auto found = shard.keys.find(key_id);
    OfKey& of_key = found == shard.keys.end() ? shard.keys[std::string{key_id}] : found->second;
    of_key.forget_until(now - kept);
    const std::uint64_t hash = hash_of(proof);
    if (of_key.seen.contains(hash)) return Use::again;
    if (of_key.seen.size() >= max_of_key) return Use::too_many;
    of_key.seen.insert(hash);
    of_key.by_age.emplace_back(now, hash);
    return Use::first;
}

}  // namespace burner::access
