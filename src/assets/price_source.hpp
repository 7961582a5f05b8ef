#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/item.hpp"
#include "base/decimal.hpp"
#include "base/task.hpp"
#include "solana/pubkey.hpp"

namespace burner::assets {

/// US dollars per token (not per raw unit).
using Prices = std::unordered_map<solana::Pubkey, base::Decimal>;

/// Where prices come from. One object per worker thread; calls are awaited on that thread.
class PriceSource {
  public:
    virtual ~PriceSource() = default;

    /// The prices that are known. One that is absent is unknown, not zero: nobody trades the mint, or the source did
    /// not answer, which is no error of the request. Any number of mints.
    virtual base::Task<Prices> get_prices(std::vector<solana::Pubkey> mints) = 0;
};

/// US dollars for a raw amount of a mint; nothing where no price is known.
std::optional<std::string> value_of(const solana::Pubkey& mint, std::uint64_t amount, std::uint8_t decimals,
                                    const Prices& prices);

/// Says what the item's balance is worth, where mint and price are known.
void price_it(Item& item, const Prices& prices);

}  // namespace burner::assets
