#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "assets/blocked.hpp"
#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::assets {

/// What a wallet can hold, in the order of a listing (docs/openapi.yaml, `ItemType`).
enum class ItemType : std::uint8_t { empty_account, token, nft, fungible_asset, zk_compressed_token, cnft };
inline constexpr std::size_t item_type_count = 6;

/// What can be asked for an item.
enum class Action : std::uint8_t { close, burn, withdraw_excess };

std::string_view to_text(ItemType type);
std::string_view to_text(Action action);
std::optional<ItemType> item_type_from_text(std::string_view word);
std::optional<Action> action_from_text(std::string_view word);

/// The place in which items of a type lie, which decides who finds, reads and plans them.
enum class Lies : std::uint8_t { in_account, in_light_tree, in_bubblegum_tree };

/// What a listing shows of an item beyond what it shows of every item.
enum class Shows : std::uint8_t {
    nothing_more,
    balance,     ///< with its price, which NFTs do not have
    collection,  ///< and what a burn leaves behind
};

/// All that is fixed by the type alone. Where a type needs code of its own, a switch without default names those that
/// have none (-Wswitch).
struct ItemTypeRow {
    ItemType type;
    std::string_view word;
    std::span<const Action> actions;  ///< first the one that ends the item, then the one that leaves it be
    Lies lies;
    Shows shows;
};
const ItemTypeRow& row_of(ItemType type);

/// What is known of a mint's price (docs/openapi.yaml, `PriceState`).
enum class PriceState : std::uint8_t {
    known,
    none,     ///< nobody trades it, as the source says; or it is of a kind that has no price
    unknown,  ///< no source has said anything
};
std::string_view to_text(PriceState state);

/// The part of an NFT that stays on the chain when it is burned.
struct LeftBehind {
    std::string_view reason;  ///< a sentence; lives as long as the program
    base::Lamports lamports;

    bool operator==(const LeftBehind&) const = default;
};

/// One thing in a wallet. Text is already cleaned of control and bidirectional override characters; `usd_value` is
/// nullopt where no price is known, and where it is beyond what base::usd_value tells.
struct Item {
    ItemType type = ItemType::empty_account;
    bool is_frozen = false;
    std::uint8_t decimals = 0;
    std::optional<BlockedCode> blocked;
    std::string blocked_message;  ///< where it says more than the code's own words; else empty
    solana::Pubkey address;
    std::optional<solana::Pubkey> mint;           ///< of what is a token
    std::optional<solana::Pubkey> token_program;  ///< of what lies in a token account
    base::Lamports lamports;                      ///< the account's real balance
    base::Lamports reclaimable;                   ///< what closing or burning gives back; when blocked, the excess
    base::Lamports excess;      ///< what withdraw_excess gives back; 0 where there is no excess or it is not known
    std::uint64_t balance = 0;  ///< raw amount of tokens
    std::string ui_balance;     ///< `balance` with `decimals`, exact; empty where the item has none
    std::string name;
    std::string symbol;  ///< empty where it has no symbol
    std::string image_uri;
    std::string metadata_uri;
    std::optional<solana::Pubkey> collection;  ///< verified
    std::string collection_name;
    bool is_collection_proven = true;  ///< false: it, or that there is none, is an indexer's word that no hash confirms
    std::optional<LeftBehind> left_behind;
    PriceState price_state = PriceState::none;
    std::optional<std::string> usd_value;

    /// Returns those of the type's actions that can be done now.
    std::span<const Action> actions() const;
};

/// The number of items of each type, zero included.
struct Counts {
    std::array<std::size_t, item_type_count> of{};

    std::size_t& operator[](ItemType type) { return of[static_cast<std::size_t>(type)]; }
    std::size_t operator[](ItemType type) const { return of[static_cast<std::size_t>(type)]; }
    bool operator==(const Counts&) const = default;
};

}  // namespace burner::assets
