#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/keccak.hpp"
#include "solana/accounts/token_metadata.hpp"

namespace burner::solana::bubblegum {

/// The metadata that a compressed NFT of version 1 is minted with and that its data hash covers (MetadataArgs of
/// mpl-bubblegum). It cannot describe NFTs that count uses.
struct Metadata {
    struct Creator {
        Pubkey address;
        bool is_verified = false;
        std::uint8_t share = 0;
    };

    std::string name;
    std::string symbol;
    std::string uri;
    std::uint16_t seller_fee = 0;  ///< in basis points
    bool primary_sale_happened = false;
    bool is_mutable = false;
    std::optional<std::uint8_t> edition_nonce;
    std::optional<TokenStandard> standard;
    std::optional<TokenMetadata::Collection> collection;
    std::vector<Creator> creators;
};

base::Keccak256 data_hash(const Metadata& metadata);

}  // namespace burner::solana::bubblegum
