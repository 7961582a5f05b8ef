#include "api/wire/selection_json.hpp"

#include <fmt/format.h>

#include "base/number_text.hpp"

namespace burner::api {

namespace {

constexpr std::string_view must_be_key = "must be the base58 text of 32 bytes";

/// Reads an amount written in the one way in which the API writes it; nullopt for any other.
std::optional<std::uint64_t> amount_from_text(std::string_view text) {
    const auto amount = base::number_from_text<std::uint64_t>(text);
    return amount && text == fmt::format_int{*amount}.c_str() ? amount : std::nullopt;
}

std::optional<bool> agreement_from_text(std::string_view text) {
    return text == "liquidity" ? std::optional{true} : std::nullopt;
}

/// Demands what the user reviewed: a compressed account's address is a hash that only an indexer can explain.
void check_compressed(RequestBody& item) {
    for (const std::string_view name : {"expectedBalance", "expectedMint"}) {
        if (!item.has(name)) item.refuse(item.path(name) + " is required for a zk_compressed_token");
    }
}

}  // namespace

transactions::Selection read_selection(RequestBody& item) {
    transactions::Selection selection;
    selection.type = item.required("type", assets::item_type_from_text, "is not a known item type");
    selection.address = item.required("address", solana::pubkey_from_base58, must_be_key);
    selection.action = item.required("action", assets::action_from_text, base::ErrorCode::unknown_action);
    selection.expected_balance =
        item.optional("expectedBalance", amount_from_text, "must be a whole number below 2^64 as a string");
    selection.expected_mint = item.optional("expectedMint", solana::pubkey_from_base58, must_be_key);
    if (selection.type == assets::ItemType::zk_compressed_token && selection.action == assets::Action::burn)
        check_compressed(item);
    selection.acknowledges_liquidity =
        item.optional("acknowledge", agreement_from_text, "must be liquidity").value_or(false);
    return selection;
}

}  // namespace burner::api
