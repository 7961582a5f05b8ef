#include "assets/price_source.hpp"

namespace burner::assets {

void price_it(Item& item, const Prices& prices) {
    if (!item.mint || item.ui_balance.empty()) return;
    const auto price = prices.find(*item.mint);
    if (price == prices.end()) return;
    item.usd_value = usd_value(item.balance, item.decimals, price->second);
}

}  // namespace burner::assets
