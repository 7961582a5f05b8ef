#pragma once

#include <chrono>
#include <optional>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/decimal.hpp"
#include "solana/pubkey.hpp"

namespace burner::upstreams {

/// Prices that were answered less than `ttl` ago, also that a mint has none. Bounded; one thread.
class PriceCache {
  public:
    /// `max_entries` bounds the entries.
    PriceCache(std::chrono::milliseconds ttl, std::size_t max_entries) : ttl_(ttl), max_entries_(max_entries) {}

    /// Returns the entry, nullopt for a mint that has no price; null when it has to be asked for. It lives until `put`.
    const std::optional<base::Decimal>* find(const solana::Pubkey& mint, base::SteadyTime now) const;
    /// Stores an entry. A full cache forgets what has expired, and all of it where no entry has.
    void put(const solana::Pubkey& mint, std::optional<base::Decimal> price, base::SteadyTime now);

  private:
    struct Entry {
        std::optional<base::Decimal> price;
        base::SteadyTime until;
    };

    void make_room(base::SteadyTime now);

    std::chrono::milliseconds ttl_;
    std::size_t max_entries_;
    std::unordered_map<solana::Pubkey, Entry> entries_;
};

}  // namespace burner::upstreams
