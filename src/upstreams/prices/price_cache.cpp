#include "upstreams/prices/price_cache.hpp"

namespace burner::upstreams {

const std::optional<base::Decimal>* PriceCache::find(const solana::Pubkey& mint, base::SteadyTime now) const {
    const auto entry = entries_.find(mint);
    return entry == entries_.end() || now >= entry->second.until ? nullptr : &entry->second.price;
}

void PriceCache::put(const solana::Pubkey& mint, std::optional<base::Decimal> price, base::SteadyTime now) {
    if (entries_.size() >= max_entries_ && !entries_.contains(mint)) make_room(now);
    entries_.insert_or_assign(mint, Entry{price, now + ttl_});
}

void PriceCache::make_room(base::SteadyTime now) {
    std::erase_if(entries_, [&](const auto& entry) { return now >= entry.second.until; });
    if (entries_.size() >= max_entries_) entries_.clear();
}

}  // namespace burner::upstreams
