#include "signing/table.hpp"

#include <algorithm>
#include <array>

namespace burner::signing {

namespace {

using enum Happening;

struct Entry {
    Row row;
    bool with_mint = true;
    bool without_mint = true;
};

constexpr Happenings closing{close, harvest, revoke};
constexpr Happenings burning{burn_tokens, harvest, revoke, close};
constexpr Happenings burning_nft{burn_nft, burn_tokens, harvest, revoke, close};
constexpr Happenings withdrawing{withdraw_excess};

constexpr std::array table{
    Entry{{"empty_account", "close", closing, {close}}},
    Entry{{"empty_account", "withdraw_excess", withdrawing, withdrawing}},
    Entry{{"token", "withdraw_excess", withdrawing, withdrawing}},
    Entry{{"fungible_asset", "withdraw_excess", withdrawing, withdrawing}},
    Entry{{"nft", "withdraw_excess", withdrawing, withdrawing}},
    Entry{{"token", "burn", burning, {burn_tokens}}},
    Entry{{"fungible_asset", "burn", burning, {burn_tokens}}},
    Entry{.row = {"nft", "burn", burning_nft, {burn_nft, burn_tokens}}, .without_mint = false},
    Entry{.row = {"nft", "burn", {burn_core_asset}, {burn_core_asset}}, .with_mint = false},
    Entry{{"cnft", "burn", {burn_cnft}, {burn_cnft}}},
    Entry{{"zk_compressed_token", "burn", {spend_compressed}, {spend_compressed}}},
};

}  // namespace

const Row* find_row(std::string_view type, std::string_view action, bool has_mint) {
    const auto found = std::ranges::find_if(table, [&](const Entry& entry) {
        return entry.row.type == type && entry.row.action == action &&
               (has_mint ? entry.with_mint : entry.without_mint);
    });
    return found == table.end() ? nullptr : &found->row;
}

}  // namespace burner::signing
