#pragma once

#include <set>

#include "assets/price_source.hpp"
#include "fakes/rounds.hpp"

namespace burner::fakes {

/// Prices that a test sets; other mints are known to have no price, unless the source is down.
class FakePrices final : public assets::PriceSource {
  public:
    assets::Prices prices;
    std::set<solana::Pubkey> asked;
    bool is_up = true;
    Rounds* rounds = nullptr;  ///< where every call takes a round trip

    base::Task<assets::Prices> get_prices(std::vector<solana::Pubkey> mints) override {
        asked.insert(mints.begin(), mints.end());
        if (rounds != nullptr) co_await rounds->trip();
        if (!is_up) co_return assets::Prices{};
        auto known = prices;
        for (const auto& mint : mints) known.try_emplace(mint, std::nullopt);
        co_return known;
    }
};

}  // namespace burner::fakes
