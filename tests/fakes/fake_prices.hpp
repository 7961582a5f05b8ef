#pragma once

#include <set>

#include "assets/price_source.hpp"

namespace burner::fakes {

/// Prices that a test sets.
class FakePrices final : public assets::PriceSource {
  public:
    assets::Prices prices;
    std::set<solana::Pubkey> asked;

    base::Task<assets::Prices> get_prices(std::vector<solana::Pubkey> mints) override {
        asked.insert(mints.begin(), mints.end());
        co_return prices;
    }
};

}  // namespace burner::fakes
