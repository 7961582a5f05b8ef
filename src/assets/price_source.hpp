#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/item.hpp"
#include "base/decimal.hpp"
#include "base/task.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/pubkey.hpp"

namespace burner::assets {

/// US dollars per token (not per raw unit), by mint; nullopt where the source says that there is no price. The price of
/// a mint that is absent is not known.
using Prices = std::unordered_map<solana::Pubkey, std::optional<base::Decimal>>;

/// A source of prices. One object per worker thread; calls are awaited on that thread.
class PriceSource {
  public:
    virtual ~PriceSource() = default;

    /// Returns what is known of these mints, any number. A source that does not answer, or not for all of them, leaves
    /// mints out, which is no error of the request.
    virtual base::Task<Prices> get_prices(std::vector<solana::Pubkey> mints) = 0;
};

/// Tells whether there can be a price per token: not of the only token of a mint without decimals, as NFTs are.
bool may_have_price(const solana::Mint& mint);

/// The worth of a balance.
struct Worth {
    PriceState state = PriceState::unknown;
    std::optional<std::string> usd;  ///< of a known price, unless it is beyond what base::usd_value tells
};

/// Returns what a balance is worth. `of` is the mint at this address; null where it could not be read.
Worth worth_of(const solana::Pubkey& mint, const solana::Mint* of, std::uint64_t amount, const Prices& prices);

/// Sets what an item's balance is worth, for the types that show one.
void price_it(Item& item, const solana::Mint* mint, const Prices& prices);

}  // namespace burner::assets
