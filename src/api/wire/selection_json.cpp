#include "api/wire/selection_json.hpp"

#include <charconv>

#include <fmt/format.h>

namespace burner::api {

using base::Result;
using transactions::Selection;

namespace {

Result<std::optional<std::uint64_t>> expected_balance(const JsonObject& object) {
    const auto text = object.optional_text("expectedBalance");
    if (!text) return std::unexpected(text.error());
    if (!*text) return std::nullopt;
    std::uint64_t amount = 0;
    const char* end = (*text)->data() + (*text)->size();
    const auto [parsed, error] = std::from_chars((*text)->data(), end, amount);
    const bool canonical = error == std::errc{} && parsed == end && ((*text)->size() == 1 || (*text)->front() != '0');
    if (!canonical) return invalid(object.path("expectedBalance") + " must be a whole number below 2^64 as a string");
    return amount;
}

Result<std::optional<solana::Pubkey>> expected_mint(const JsonObject& object) {
    const auto text = object.optional_text("expectedMint");
    if (!text) return std::unexpected(text.error());
    if (!*text) return std::nullopt;
    const auto mint = solana::pubkey_from_base58(**text);
    if (!mint) return invalid(object.path("expectedMint") + " must be the base58 text of 32 bytes");
    return *mint;
}

/// Their address is a hash that only an indexer can explain, so they are bound by what the user reviewed.
Result<void> check_compressed(const JsonObject& object) {
    for (const std::string_view name : {"expectedBalance", "expectedMint"}) {
        if (!object.has(name)) return invalid(object.path(name) + " is required for a zk_compressed_token");
    }
    return {};
}

Result<bool> acknowledges_liquidity(const JsonObject& object) {
    const auto word = object.optional_text("acknowledge");
    if (!word) return std::unexpected(word.error());
    if (!*word) return false;
    if (**word == "liquidity") return true;
    return invalid(object.path("acknowledge") + " must be liquidity");
}

}  // namespace

Result<Selection> parse_selection(const JsonObject& object) {
    const auto type = object.text("type");
    if (!type) return std::unexpected(type.error());
    const auto known_type = assets::item_type_from_word(*type);
    if (!known_type) return invalid(object.path("type") + " is not a known item type");
    const auto address = object.text("address");
    if (!address) return std::unexpected(address.error());
    const auto key = solana::pubkey_from_base58(*address);
    if (!key) return invalid(object.path("address") + " must be the base58 text of 32 bytes");
    const auto action = object.text("action");
    if (!action) return std::unexpected(action.error());
    const auto known_action = assets::action_from_word(*action);
    if (!known_action) return base::fail(base::ErrorCode::unknown_action, "Unknown action for item type");
    const auto balance = expected_balance(object);
    if (!balance) return std::unexpected(balance.error());
    const auto mint = expected_mint(object);
    if (!mint) return std::unexpected(mint.error());
    if (*known_type == assets::ItemType::zk_compressed_token && *known_action == assets::Action::burn) {
        if (const auto checked = check_compressed(object); !checked) return std::unexpected(checked.error());
    }
    const auto acknowledged = acknowledges_liquidity(object);
    if (!acknowledged) return std::unexpected(acknowledged.error());
    return Selection{.type = *known_type,
                     .action = *known_action,
                     .address = *key,
                     .expected_balance = *balance,
                     .expected_mint = *mint,
                     .acknowledges_liquidity = *acknowledged};
}

}  // namespace burner::api
