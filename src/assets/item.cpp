#include "assets/item.hpp"

#include <algorithm>
#include <iterator>

namespace burner::assets {

namespace {

constexpr Action close_or_withdraw[] = {Action::close, Action::withdraw_excess};
constexpr Action burn_or_withdraw[] = {Action::burn, Action::withdraw_excess};
constexpr Action burn_only[] = {Action::burn};

constexpr ItemTypeRow types[] = {
    {ItemType::empty_account, "empty_account", close_or_withdraw, Lies::in_account, Shows::nothing_more},
    {ItemType::token, "token", burn_or_withdraw, Lies::in_account, Shows::balance},
    {ItemType::nft, "nft", burn_or_withdraw, Lies::in_account, Shows::collection},
    {ItemType::fungible_asset, "fungible_asset", burn_or_withdraw, Lies::in_account, Shows::balance},
    {ItemType::zk_compressed_token, "zk_compressed_token", burn_only, Lies::in_light_tree, Shows::balance},
    {ItemType::cnft, "cnft", burn_only, Lies::in_bubblegum_tree, Shows::collection},
};

constexpr bool in_order(std::span<const ItemTypeRow> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].type) != i) return false;
    }
    return rows.size() == item_type_count;
}
static_assert(in_order(types));

constexpr std::string_view price_state_words[] = {"known", "none", "unknown"};
constexpr std::string_view action_words[] = {"close", "burn", "withdraw_excess"};

}  // namespace

const ItemTypeRow& row_of(ItemType type) {
    return types[static_cast<std::size_t>(type)];
}

std::string_view to_text(ItemType type) {
    return row_of(type).word;
}

std::string_view to_text(Action action) {
    return action_words[static_cast<std::size_t>(action)];
}

std::string_view to_text(PriceState state) {
    return price_state_words[static_cast<std::size_t>(state)];
}

std::optional<ItemType> item_type_from_text(std::string_view word) {
    const auto* row = std::ranges::find(types, word, &ItemTypeRow::word);
    if (row == std::end(types)) return std::nullopt;
    return row->type;
}

std::optional<Action> action_from_text(std::string_view word) {
    const auto* row = std::ranges::find(action_words, word);
    if (row == std::end(action_words)) return std::nullopt;
    return static_cast<Action>(row - std::begin(action_words));
}

std::span<const Action> Item::actions() const {
    auto actions = row_of(type).actions;
    if (excess == base::Lamports{}) actions = actions.first(1);
    return blocked ? actions.subspan(1) : actions;
}

}  // namespace burner::assets
