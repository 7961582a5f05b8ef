#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

/// The values of `type`. A newer server may send others.
namespace item_type {
inline constexpr std::string_view empty_account = "empty_account";
inline constexpr std::string_view token = "token";
inline constexpr std::string_view nft = "nft";
inline constexpr std::string_view fungible_asset = "fungible_asset";
inline constexpr std::string_view zk_compressed_token = "zk_compressed_token";
inline constexpr std::string_view cnft = "cnft";
}  // namespace item_type

/// The values of `actions` and `action`.
namespace item_action {
inline constexpr std::string_view close = "close";
inline constexpr std::string_view burn = "burn";
inline constexpr std::string_view withdraw_excess = "withdraw_excess";  ///< takes what is beyond today's rent
}  // namespace item_action

/// The values of `price_state`.
namespace price_state {
inline constexpr std::string_view known = "known";
inline constexpr std::string_view none = "none";        ///< nobody prices it
inline constexpr std::string_view unknown = "unknown";  ///< the source of prices did not answer
}  // namespace price_state

/// The reason why an item cannot be closed or burned.
struct Blocked {
    std::string code;
    std::string message;
};

struct Collection {
    std::string address;
    std::string name;
};

/// What stays on the chain when an NFT is burned by its token program alone.
struct LeftBehind {
    std::uint64_t lamports = 0;  ///< in accounts that the burn does not close
    std::string message;
};

/// One thing that can be burned or closed, or that says why it cannot. Optional members depend on
/// `type`. `name`, `symbol`, `image_uri` and the collection are what somebody wrote on the chain:
/// escape them before display.
struct WalletItem {
    std::string type;
    std::string address;  ///< what a build request takes
    std::string name;
    bool is_frozen = false;
    std::vector<std::string> actions;        ///< when `blocked` says why there are no others, `withdraw_excess` at most
    std::uint64_t reclaimable_lamports = 0;  ///< by closing or burning; by `withdraw_excess` where it is all
    std::optional<std::uint64_t> excess_lamports;  ///< by `withdraw_excess`; with that action only
    std::optional<Blocked> blocked;
    std::optional<std::string> token_program;
    std::optional<std::string> mint;
    std::optional<std::string> symbol;
    std::optional<std::uint64_t> lamports;  ///< the account's balance
    std::optional<std::string> image_uri;
    std::optional<std::string> metadata_uri;
    std::optional<std::uint64_t> decimals;
    std::optional<std::string> balance;      ///< raw amount, an unsigned 64-bit integer in decimal
    std::optional<std::string> ui_balance;   ///< in whole tokens, with the digits that the server wrote
    std::optional<double> usd_value;         ///< absent when there is no price
    std::optional<std::string> price_state;  ///< of what can have a price: the values of `price_state`
    std::optional<Collection> collection;
    std::optional<LeftBehind> left_behind;
};

struct ItemCounts {
    std::uint64_t empty_account = 0;
    std::uint64_t token = 0;
    std::uint64_t nft = 0;
    std::uint64_t fungible_asset = 0;
    std::uint64_t zk_compressed_token = 0;
    std::uint64_t cnft = 0;
};

/// A source that could not be read; the items of the others are given.
struct SourceWarning {
    std::string code;
    std::string source;
    std::string message;
};

struct WalletAssets {
    std::string wallet_address;
    std::vector<WalletItem> items;
    ItemCounts counts;
    std::uint64_t as_of_slot = 0;
    std::uint64_t reclaimable_lamports = 0;        ///< sum over all items
    std::optional<std::uint64_t> wallet_lamports;  ///< that the wallet itself holds; nullopt where it was not read
    std::optional<std::uint64_t> needed_lamports;  ///< to pay for one transaction without priority; 0 where it can
    std::optional<bool> sponsored;                 ///< whether a sponsor would pay
    std::vector<SourceWarning> warnings;
};

/// A part of a wallet's items, sent as soon as they are known; in the order of their arrival.
struct WalletAssetsChunk {
    std::string wallet_address;
    std::vector<WalletItem> items;
    std::uint64_t chunk_index = 0;  ///< from 0
    bool complete = false;          ///< true in the last chunk, and there only
    ItemCounts counts;              ///< running totals, this chunk included
    // In the last chunk, as in WalletAssets:
    std::optional<std::uint64_t> as_of_slot;
    std::optional<std::uint64_t> reclaimable_lamports;
    std::optional<std::uint64_t> wallet_lamports;
    std::optional<std::uint64_t> needed_lamports;
    std::optional<bool> sponsored;
    std::optional<std::vector<SourceWarning>> warnings;
};

}  // namespace burnandclaim
