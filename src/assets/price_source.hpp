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

/// US dollars per token (not per raw unit), by mint; nullopt where the source says that there is no price. A mint that
/// is absent is one of which nothing is known.
using Prices = std::unordered_map<solana::Pubkey, std::optional<base::Decimal>>;

/// Where prices come from. One object per worker thread; calls are awaited on that thread.
class PriceSource {
  public:
    virtual ~PriceSource() = default;

    /// What is known of these mints, any number. A source that does not answer, or not for all of them, leaves mints
    /// out, which is no error of the request.
    virtual base::Task<Prices> get_prices(std::vector<solana::Pubkey> mints) = 0;
};

/// Whether there can be a price per token: not of the only token of a mint without decimals, as NFTs are.
bool may_have_price(const solana::Mint& mint);

/// What a balance is worth.
struct Worth {
    PriceState state = PriceState::unknown;
    std::optional<std::string> usd;  ///< of a known price, unless it is beyond what base::usd_value tells
};

/// `of` is the mint at this address; null where it could not be read.
Worth worth_of(const solana::Pubkey& mint, const solana::Mint* of, std::uint64_t amount, const Prices& prices);

/// Says what the balance of a priced item is worth, none of others.
void price_it(Item& item, const solana::Mint* mint, const Prices& prices);

}  // namespace burner::assets
