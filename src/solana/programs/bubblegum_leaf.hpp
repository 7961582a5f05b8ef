#pragma once

#include <optional>

#include "solana/accounts/tree_config.hpp"
#include "solana/merkle.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana::bubblegum {

/// The data whose hash is the leaf of a compressed NFT.
struct Leaf {
    BubblegumVersion version = BubblegumVersion::v1;  ///< of its tree
    Pubkey tree;
    Pubkey owner;
    Pubkey delegate;          ///< the owner where there is none
    std::uint64_t nonce = 0;  ///< `leaf_id` to indexers; with the tree it makes the asset's address
    base::Keccak256 data_hash{};
    base::Keccak256 creator_hash{};

    // V2 only.
    std::optional<Pubkey> collection;
    std::optional<base::Keccak256> asset_data_hash;
    std::optional<std::uint8_t> flags;
};

/// V2 flags that make the program refuse a burn by the owner.
inline constexpr std::uint8_t frozen_flags = 0b11;  ///< by the asset's delegate, by the collection

MerkleNode hash(const Leaf& leaf);

}  // namespace burner::solana::bubblegum
