#pragma once

#include <chrono>
#include <optional>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/decimal.hpp"
#include "solana/pubkey.hpp"

namespace burner::upstreams {

/// Prices of the last minute, also that a mint has none. Bounded; one thread.
class PriceCache {
  public:
    /// `most`: entries.
    PriceCache(std::chrono::milliseconds ttl, std::size_t most) : ttl_(ttl), most_(most) {}

    /// The entry, empty for a mint that has no price; nullptr when it has to be asked for. Lives until `put`.
    const std::optional<base::Decimal>* find(const solana::Pubkey& mint, base::SteadyTime now) const;
    /// A full cache forgets what is over, and all of it where nothing is.
    void put(const solana::Pubkey& mint, std::optional<base::Decimal> price, base::SteadyTime now);

  private:
    struct Entry {
        std::optional<base::Decimal> price;
        base::SteadyTime until;
    };

    void make_room(base::SteadyTime now);

    std::chrono::milliseconds ttl_;
    std::size_t most_;
    std::unordered_map<solana::Pubkey, Entry> entries_;
};

}  // namespace burner::upstreams
