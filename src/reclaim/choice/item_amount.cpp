#include "reclaim/choice/item_amount.hpp"

#include <charconv>

#include "base/decimal.hpp"

namespace burner::reclaim {

std::string ItemAmount::to_text() const {
    return base::to_decimal(raw, decimals);
}

std::optional<ItemAmount> amount_of(const burnandclaim::WalletItem& item) {
    if (!item.balance || item.decimals.value_or(256) > 255) return std::nullopt;
    const std::string& text = *item.balance;
    ItemAmount amount{.decimals = static_cast<std::uint8_t>(*item.decimals)};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount.raw);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return amount;
}

}  // namespace burner::reclaim
