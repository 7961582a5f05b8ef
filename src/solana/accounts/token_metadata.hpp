#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Token Metadata's kinds of token.
enum class TokenStandard : std::uint8_t {
    non_fungible = 0,
    fungible_asset = 1,
    fungible = 2,
    non_fungible_edition = 3,  ///< a print
    programmable_non_fungible = 4,
    programmable_non_fungible_edition = 5,  ///< a print
};

constexpr bool is_fungible(TokenStandard standard) {
    return standard == TokenStandard::fungible || standard == TokenStandard::fungible_asset;
}
constexpr bool is_print(TokenStandard standard) {
    return standard == TokenStandard::non_fungible_edition ||
           standard == TokenStandard::programmable_non_fungible_edition;
}
/// Programmable tokens lie in accounts that are always frozen; a token record says whether they are locked.
constexpr bool is_programmable(TokenStandard standard) {
    return standard >= TokenStandard::programmable_non_fungible;
}

/// The metadata account of a mint. Its texts are anybody's: any bytes, without the zeros behind them.
struct TokenMetadata {
    struct Collection {
        Pubkey mint;
        bool is_verified = false;

        bool operator==(const Collection&) const = default;
    };

    Pubkey update_authority;
    Pubkey mint;
    std::string name;
    std::string symbol;
    std::string uri;
    std::optional<TokenStandard> standard;  ///< nullopt in old accounts: see `standard_of`
    std::optional<Collection> collection;
    bool is_collection = false;  ///< the mint stands for a collection: `collection_details` is set
    /// A collection that counts its members. No member of one at 0 can be burned through Token Metadata (error 51).
    std::optional<std::uint64_t> collection_size;

    bool operator==(const TokenMetadata&) const = default;
};

/// Reads metadata; nullopt where there is none, or what a burn has left of it (a single zero byte). As in the program,
/// corrupt bytes behind the edition nonce leave standard and collection unset: one that cannot be read unsets both
/// (`meta_deser_unchecked`).
std::optional<TokenMetadata> parse_token_metadata(base::ByteView data);

}  // namespace burner::solana
