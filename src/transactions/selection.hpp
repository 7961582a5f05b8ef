#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assets/facts/backing.hpp"
#include "assets/item.hpp"
#include "base/result.hpp"

namespace burner::transactions {

/// An item and what the client wants done with it. `expected_balance` and `expected_mint` are the raw amount and the
/// mint that the user reviewed: nothing else is burned. Compressed tokens, which are named by a hash that an indexer
/// explains, have both.
struct Selection {
    assets::ItemType type = assets::ItemType::empty_account;
    assets::Action action = assets::Action::close;
    solana::Pubkey address;
    std::optional<std::uint64_t> expected_balance;
    std::optional<solana::Pubkey> expected_mint;
    bool acknowledges_liquidity = false;  ///< it may be a share of a liquidity pool

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

Rejection reject_another_mint(const Selection& selection);

/// Says why what is there now, `amount` of `mint`, is not what the user reviewed; nullopt where it is, or where the
/// selection expects no particular one. `mint` is nullopt for what is no token.
std::optional<Rejection> why_not_as_expected(const Selection& selection, std::uint64_t amount,
                                             const std::optional<solana::Pubkey>& mint);

/// Tells whether a client has agreed to burn what stands behind the item: only a share of a pool may be burned
/// knowingly.
bool is_agreed(assets::Backing backing, const Selection& selection);

/// Selections by where their items are, each part in its order.
struct SelectionsByPlace {
    std::vector<Selection> accounts;    ///< on the chain
    std::vector<Selection> compressed;  ///< tokens in Light's trees
};

SelectionsByPlace by_place(std::span<const Selection> selections);

/// Refuses an address that is selected twice, and an action that its type does not know.
base::Result<void> check(std::span<const Selection> selections);

}  // namespace burner::transactions
