#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assets/item.hpp"
#include "base/result.hpp"

namespace burner::transactions {

/// What the client wants done with one item. `expected_balance` is the raw amount that the user reviewed.
struct Selection {
    assets::ItemType type = assets::ItemType::empty_account;
    assets::Action action = assets::Action::close;
    solana::Pubkey address;
    std::optional<std::uint64_t> expected_balance;

    bool operator==(const Selection&) const = default;
};

/// A selection that was not built, and why. The message may say more than the code's own words.
struct Rejection {
    Selection selection;
    assets::BlockedCode code = assets::BlockedCode::not_found;
    std::string message;

    bool operator==(const Rejection&) const = default;
};

Rejection reject(const Selection& selection, assets::BlockedCode code);

/// Selections by where their items are, each part in its order.
struct SelectionsByPlace {
    std::vector<Selection> accounts;    ///< on the chain
    std::vector<Selection> compressed;  ///< tokens in Light's trees
};

SelectionsByPlace by_place(std::span<const Selection> selections);

inline constexpr std::size_t max_selections = 1000;

/// One to 1,000 selections, no address twice, each action one that its type knows.
base::Result<void> check(std::span<const Selection> selections);

}  // namespace burner::transactions
