#include "reclaim/choice/protection.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace burner::reclaim {
namespace {

using assets::ProtectionRule;
using burnandclaim::WalletItem;

constexpr std::string_view protected_code = "protected";

/// The cap of a value, which is above all limits (assets/protection.hpp) but the greatest.
constexpr double max_dollars = 999'999'999'999.99;

/// Tells whether an item can be burned by what it is, never by `actions`, which are the server's words: only an empty
/// account holds what nobody can lose. A blocked item keeps its reason, except a share of a pool, which the user can
/// ask for.
bool is_burnable(const WalletItem& item) {
    return item.type != burnandclaim::item_type::empty_account && (!item.blocked || is_liquidity(item));
}

std::optional<solana::Pubkey> address_from(const std::optional<std::string>& text) {
    return text ? solana::pubkey_from_base58(*text) : std::nullopt;
}

std::optional<std::string> dollars_of(const WalletItem& item) {
    if (!item.usd_value) return std::nullopt;
    return assets::usd_from_text(fmt::format("{:.6f}", std::min(*item.usd_value, max_dollars)));
}

/// Returns what is known of the price; older servers have no `price_state`.
assets::PriceState price_state_of(const WalletItem& item) {
    namespace states = burnandclaim::price_state;
    if (item.price_state == states::unknown) return assets::PriceState::unknown;
    const bool is_known = item.usd_value || item.price_state == states::known;
    return is_known ? assets::PriceState::known : assets::PriceState::none;
}

assets::Burnable burnable_of(const WalletItem& item) {
    const auto mint = address_from(item.mint ? item.mint : item.address);
    const auto collection = item.collection ? address_from(item.collection->address) : std::nullopt;
    return {mint.value_or(solana::Pubkey{}), collection, dollars_of(item), price_state_of(item)};
}

std::string reason(ProtectionRule rule, const std::string& limit) {
    switch (rule) {
        case ProtectionRule::mint: return "--protect-mint names it. Take it out of that flag to burn it";
        case ProtectionRule::collection:
            return "--protect-collection names its collection. Take that out of the flag to burn it";
        case ProtectionRule::unproven:
            return "Its collection is not proven, and --protect-collection is set. Leave that flag out to burn it";
        case ProtectionRule::unpriced:
            return fmt::format(
                "Its price is not known now: the server has no price API, or that did not answer. Try again later "
                "(with "
                "--rpc-url, set BURNER_PRICES_URL), or say --protect-above-usd none instead of {} to burn it",
                limit);
        case ProtectionRule::value:
            return fmt::format(
                "It is worth more than --protect-above-usd {}. Raise that limit, or set it to none, to burn it", limit);
    }
    std::unreachable();
}

void block(WalletItem& item, std::string message) {
    std::erase_if(item.actions,
                  [](const std::string& action) { return action != burnandclaim::item_action::withdraw_excess; });
    item.reclaimable_lamports = item.excess_lamports.value_or(0);
    item.blocked = burnandclaim::Blocked{std::string{protected_code}, std::move(message)};
}

}  // namespace

WalletItem with_protection(WalletItem item, const assets::Protection& protection) {
    if (is_protected(item)) {
        item.blocked->message += ". Whoever runs the server can lift that with `burner project set`";
        return item;
    }
    if (!is_burnable(item)) return item;
    if (const auto rule = assets::rule_against(protection, burnable_of(item)))
        block(item, reason(*rule, protection.above_usd.value_or("none")));
    return item;
}

bool is_protected(const WalletItem& item) {
    return item.blocked && item.blocked->code == protected_code;
}

std::vector<WalletItem> unpriced(const Choice& choice, const assets::Protection& protection) {
    std::vector<WalletItem> out;
    if (!protection.above_usd) return out;
    for (const auto* burns : {&choice.burn, &choice.burn_liquidity})
        for (const WalletItem& item : *burns)
            if (item.balance && !item.usd_value) out.push_back(item);
    return out;
}

}  // namespace burner::reclaim
