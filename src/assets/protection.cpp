#include "assets/protection.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace burner::assets {

namespace {

constexpr std::size_t max_whole_digits = 12;
constexpr std::size_t max_decimal_places = 6;

bool is_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Returns the digits before and after the decimal point.
std::pair<std::string_view, std::string_view> split(std::string_view number) {
    const auto point = std::min(number.find('.'), number.size());
    return {number.substr(0, point), number.substr(std::min(point + 1, number.size()))};
}

/// Compares numbers without needless zeros.
bool is_more(std::string_view usd, std::string_view than) {
    const auto [whole, places] = split(usd);
    const auto [other_whole, other_places] = split(than);
    if (whole.size() != other_whole.size()) return whole.size() > other_whole.size();
    return std::pair{whole, places} > std::pair{other_whole, other_places};
}

bool contains(const std::vector<solana::Pubkey>& keys, const solana::Pubkey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

bool can_be_burned(const Item& item) {
    const auto actions = item.actions();
    return std::ranges::find(actions, Action::burn) != actions.end();
}

std::optional<ProtectionRule> value_rule_against(std::string_view limit, const Burnable& burnable) {
    if (burnable.price_state == PriceState::unknown) return ProtectionRule::unpriced;
    const bool is_beyond = burnable.price_state == PriceState::known && !burnable.usd_value;
    const bool is_above = is_beyond || (burnable.usd_value && is_more(*burnable.usd_value, limit));
    return is_above ? std::optional{ProtectionRule::value} : std::nullopt;
}

Refusal refusal_by(ProtectionRule rule, const Protection& protection) {
    switch (rule) {
        case ProtectionRule::mint: return {BlockedCode::protected_, "The project protects this mint from being burned"};
        case ProtectionRule::collection:
            return {BlockedCode::protected_, "The project protects this collection from being burned"};
        case ProtectionRule::unproven:
            return {
                BlockedCode::source_unavailable,
                "The project protects collections from being burned, and what the indexer says of this one's is not "
                "what its tree has"};
        case ProtectionRule::value:
            return {BlockedCode::protected_,
                    fmt::format("The project protects what is worth more than {} USD from being burned",
                                *protection.above_usd)};
        case ProtectionRule::unpriced:
            return {BlockedCode::source_unavailable,
                    fmt::format("The project protects what is worth more than {} USD from being burned, and the price "
                                "of this could not be read",
                                *protection.above_usd)};
    }
    std::unreachable();
}

}  // namespace

std::optional<std::string> usd_from_text(std::string_view text) {
    const auto [whole, places] = split(text);
    const bool has_point = whole.size() < text.size();
    if (whole.empty() || places.empty() == has_point || !is_digits(whole) || !is_digits(places)) return std::nullopt;
    const auto first = std::min(whole.find_first_not_of('0'), whole.size() - 1);
    std::string usd{whole.substr(first)};
    const std::string_view kept = places.substr(0, places.find_last_not_of('0') + 1);
    if (usd.size() > max_whole_digits || kept.size() > max_decimal_places) return std::nullopt;
    if (!kept.empty()) usd.append(".").append(kept);
    return usd;
}

std::optional<ProtectionRule> rule_against(const Protection& protection, const Burnable& burnable) {
    if (contains(protection.mints, burnable.mint)) return ProtectionRule::mint;
    if (burnable.collection && contains(protection.collections, *burnable.collection)) {
        return ProtectionRule::collection;
    }
    if (!protection.collections.empty() && !burnable.is_collection_proven) return ProtectionRule::unproven;
    return protection.above_usd ? value_rule_against(*protection.above_usd, burnable) : std::nullopt;
}

std::optional<Refusal> why_protected(const Protection& protection, const Burnable& burnable) {
    const auto rule = rule_against(protection, burnable);
    return rule ? std::optional{refusal_by(*rule, protection)} : std::nullopt;
}

void protect(Item& item, const Protection& protection) {
    if (!can_be_burned(item)) return;
    auto why = why_protected(protection, {item.mint.value_or(item.address), item.collection, item.usd_value,
                                          item.price_state, item.is_collection_proven});
    if (!why) return;
    item.blocked = why->code;
    item.blocked_message = std::move(why->message);
    item.reclaimable = item.excess;
    item.left_behind.reset();
}

}  // namespace burner::assets
