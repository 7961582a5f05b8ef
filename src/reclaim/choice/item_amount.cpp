#include "reclaim/choice/item_amount.hpp"

#include "base/decimal.hpp"
#include "base/number_text.hpp"

namespace burner::reclaim {

std::string ItemAmount::to_text() const {
    return base::to_decimal(raw, decimals);
}

std::optional<ItemAmount> amount_of(const burnandclaim::WalletItem& item) {
    if (!item.balance || item.decimals.value_or(256) > 255) return std::nullopt;
    const auto raw = base::number_from_text<std::uint64_t>(*item.balance);
    if (!raw) return std::nullopt;
    return ItemAmount{.raw = *raw, .decimals = static_cast<std::uint8_t>(*item.decimals)};
}

}  // namespace burner::reclaim
