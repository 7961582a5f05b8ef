#include "assets/price_source.hpp"

namespace burner::assets {

std::optional<std::string> value_of(const solana::Pubkey& mint, std::uint64_t amount, std::uint8_t decimals,
                                    const Prices& prices) {
    const auto price = prices.find(mint);
    if (price == prices.end()) return std::nullopt;
    return base::usd_value(amount, decimals, price->second);
}

void price_it(Item& item, const Prices& prices) {
    if (item.mint && !item.ui_balance.empty())
        item.usd_value = value_of(*item.mint, item.balance, item.decimals, prices);
}

}  // namespace burner::assets
