#include "assets/price_source.hpp"

namespace burner::assets {

bool may_have_price(const solana::Mint& mint) {
    return mint.decimals > 0 || mint.supply > 1;
}

Worth worth_of(const solana::Pubkey& mint, const solana::Mint* of, std::uint64_t amount, const Prices& prices) {
    if (of == nullptr) return {PriceState::unknown, {}};
    if (!may_have_price(*of)) return {PriceState::none, {}};
    const auto price = prices.find(mint);
    if (price == prices.end()) return {PriceState::unknown, {}};
    if (!price->second) return {PriceState::none, {}};
    return {PriceState::known, base::usd_value(amount, of->decimals, *price->second)};
}

void price_it(Item& item, const solana::Mint* mint, const Prices& prices) {
    if (!item.mint || row_of(item.type).shows != Shows::balance) return;
    auto worth = worth_of(*item.mint, mint, item.balance, prices);
    item.price_state = worth.state;
    item.usd_value = std::move(worth.usd);
}

}  // namespace burner::assets
