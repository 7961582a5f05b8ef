#include "assets/item.hpp"

#include <algorithm>
#include <iterator>

namespace burner::assets {

namespace {

constexpr Action empty_account[] = {Action::close, Action::withdraw_excess};
constexpr Action token_account[] = {Action::burn, Action::withdraw_excess};
constexpr Action compressed[] = {Action::burn};

struct TypeRow {
    ItemType type;
    std::string_view word;
    std::span<const Action> actions;
};

constexpr TypeRow types[] = {
    {ItemType::empty_account, "empty_account", empty_account},
    {ItemType::token, "token", token_account},
    {ItemType::nft, "nft", token_account},
    {ItemType::fungible_asset, "fungible_asset", token_account},
    {ItemType::zk_compressed_token, "zk_compressed_token", compressed},
    {ItemType::cnft, "cnft", compressed},
};
static_assert(std::size(types) == item_type_count);

constexpr std::string_view price_state_words[] = {"known", "none", "unknown"};
constexpr std::string_view action_words[] = {"close", "burn", "withdraw_excess"};

}  // namespace

std::string_view to_word(ItemType type) {
    return types[static_cast<std::size_t>(type)].word;
}

std::string_view to_word(Action action) {
    return action_words[static_cast<std::size_t>(action)];
}

std::string_view to_word(PriceState state) {
    return price_state_words[static_cast<std::size_t>(state)];
}

std::optional<ItemType> item_type_from_word(std::string_view word) {
    const auto* row = std::ranges::find(types, word, &TypeRow::word);
    if (row == std::end(types)) return std::nullopt;
    return row->type;
}

std::optional<Action> action_from_word(std::string_view word) {
    const auto* row = std::ranges::find(action_words, word);
    if (row == std::end(action_words)) return std::nullopt;
    return static_cast<Action>(row - std::begin(action_words));
}

std::span<const Action> actions_of(ItemType type) {
    return types[static_cast<std::size_t>(type)].actions;
}

std::span<const Action> Item::actions() const {
    auto actions = actions_of(type);
    if (excess == base::Lamports{}) actions = actions.first(1);
    return blocked ? actions.subspan(1) : actions;
}

}  // namespace burner::assets
