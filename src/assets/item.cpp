#include "assets/item.hpp"

#include <algorithm>
#include <iterator>

namespace burner::assets {

namespace {

constexpr std::array<Action, 1> close_only = {Action::close};
constexpr std::array<Action, 1> burn_only = {Action::burn};

struct TypeRow {
    ItemType type;
    std::string_view word;
    std::span<const Action> actions;
};

constexpr TypeRow types[] = {
    {ItemType::empty_account, "empty_account", close_only},
    {ItemType::token, "token", burn_only},
    {ItemType::nft, "nft", burn_only},
    {ItemType::fungible_asset, "fungible_asset", burn_only},
    {ItemType::zk_compressed_token, "zk_compressed_token", burn_only},
    {ItemType::cnft, "cnft", burn_only},
};
static_assert(std::size(types) == item_type_count);

constexpr std::string_view action_words[] = {"close", "burn"};

}  // namespace

std::string_view to_word(ItemType type) {
    return types[static_cast<std::size_t>(type)].word;
}

std::string_view to_word(Action action) {
    return action_words[static_cast<std::size_t>(action)];
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

}  // namespace burner::assets
