#include "transactions/selection.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

using base::ErrorCode;
using base::fail;

bool has_address_twice(std::span<const Selection> selections) {
    std::vector<solana::Pubkey> addresses;
    addresses.reserve(selections.size());
    for (const Selection& selection : selections) addresses.push_back(selection.address);
    std::ranges::sort(addresses);
    return std::ranges::adjacent_find(addresses) != addresses.end();
}

bool knows_action(const Selection& selection) {
    const auto actions = assets::row_of(selection.type).actions;
    return std::ranges::find(actions, selection.action) != actions.end();
}

constexpr std::string_view another_mint = "It is of another mint than the one that was reviewed";

}  // namespace

Rejection reject(const Selection& selection, assets::BlockedCode code) {
    return {selection, code, std::string(assets::explain(code))};
}

Rejection reject_another_mint(const Selection& selection) {
    return {selection, assets::BlockedCode::balance_changed, std::string(another_mint)};
}

std::optional<Rejection> why_not_as_expected(const Selection& selection, std::uint64_t amount,
                                             const std::optional<solana::Pubkey>& mint) {
    if (selection.expected_mint && selection.expected_mint != mint) {
        return reject_another_mint(selection);
    }
    if (selection.expected_balance.value_or(amount) == amount) return std::nullopt;
    return reject(selection, assets::BlockedCode::balance_changed);
}

bool is_agreed(assets::Backing backing, const Selection& selection) {
    return backing == assets::Backing::liquidity && selection.acknowledges_liquidity;
}

SelectionsByPlace by_place(std::span<const Selection> selections) {
    SelectionsByPlace places;
    for (const Selection& selection : selections) {
        const bool is_compressed = assets::row_of(selection.type).lies == assets::Lies::in_light_tree;
        (is_compressed ? places.compressed : places.accounts).push_back(selection);
    }
    return places;
}

base::Result<void> check(std::span<const Selection> selections) {
    if (!std::ranges::all_of(selections, knows_action)) {
        return fail(ErrorCode::unknown_action);
    }
    if (has_address_twice(selections)) {
        return fail(ErrorCode::invalid_request, "items must not contain an address twice");
    }
    return {};
}

}  // namespace burner::transactions
