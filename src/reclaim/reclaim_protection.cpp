#include "reclaim/reclaim_protection.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace burner::reclaim {
namespace {

using assets::ProtectionRule;
using burnandclaim::WalletItem;

constexpr std::string_view protected_code = "protected";

/// What is worth more counts as this, which is above all limits (assets/protection.hpp) but the very last.
constexpr double most_dollars = 999'999'999'999.99;

bool can_be_burned(const WalletItem& item) {
    return std::ranges::find(item.actions, burnandclaim::item_action::burn) != item.actions.end();
}

std::optional<solana::Pubkey> address_from(const std::optional<std::string>& text) {
    return text ? solana::pubkey_from_base58(*text) : std::nullopt;
}

std::optional<std::string> dollars_of(const WalletItem& item) {
    if (!item.usd_value) return std::nullopt;
    return assets::usd_from_text(fmt::format("{:.6f}", std::min(*item.usd_value, most_dollars)));
}

assets::Burnable burnable_of(const WalletItem& item) {
    const auto mint = address_from(item.mint ? item.mint : item.address);
    const auto collection = item.collection ? address_from(item.collection->address) : std::nullopt;
    return {mint.value_or(solana::Pubkey{}), collection, dollars_of(item)};
}

std::string reason(ProtectionRule rule, const std::string& limit, const std::string& value) {
    switch (rule) {
        case ProtectionRule::mint:
            return "--protect-mint names it; leave that out to burn it";
        case ProtectionRule::collection:
            return "--protect-collection names its collection; leave that out to burn it";
        case ProtectionRule::value:
            return fmt::format("it is worth {} USD, and --protect-above-usd is {}; raise that, or say none, to burn it",
                               value, limit);
    }
    std::unreachable();
}

void block(WalletItem& item, std::string message) {
    std::erase(item.actions, burnandclaim::item_action::burn);
    item.reclaimable_lamports = item.excess_lamports.value_or(0);
    item.blocked = burnandclaim::Blocked{std::string{protected_code}, std::move(message)};
}

}  // namespace

WalletItem under(const assets::Protection& protection, WalletItem item) {
    if (is_protected(item)) {
        item.blocked->message += "; whoever runs the server lifts that with `burner project set`";
        return item;
    }
    if (!can_be_burned(item)) return item;
    const auto burnable = burnable_of(item);
    if (const auto rule = assets::rule_against(protection, burnable))
        block(item, reason(*rule, protection.above_usd.value_or(""), burnable.usd_value.value_or("")));
    return item;
}

bool is_protected(const WalletItem& item) {
    return item.blocked && item.blocked->code == protected_code;
}

std::string unpriced_note(const Choice& choice, const assets::Protection& protection) {
    const auto count = std::ranges::count_if(
        choice.burn, [](const WalletItem& item) { return item.balance && !item.usd_value.has_value(); });
    if (!protection.above_usd || count == 0) return {};
    return fmt::format("No price is known of {} of the tokens to burn: --protect-above-usd cannot protect them.\n",
                       count);
}

}  // namespace burner::reclaim
