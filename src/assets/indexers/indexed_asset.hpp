#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assets/hash.hpp"
#include "solana/pubkey.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// The kind of an asset, as far as an indexer can tell. A compressed asset is one of Bubblegum's whatever else the
/// indexer calls it; prints are often called `token_metadata_nft`: only their edition account on the chain tells.
enum class IndexedKind : std::uint8_t {
    token_metadata_nft,
    programmable_nft,
    print,
    fungible_asset,
    fungible_token,
    core_asset,
    core_collection,
    bubblegum_v1,
    bubblegum_v2,
    other,
};

/// The leaf of a compressed asset. `collection_hash`, `asset_data_hash` and `flags`: Bubblegum V2 only.
struct IndexedLeaf {
    solana::Pubkey tree;
    std::uint64_t leaf_id = 0;  ///< the nonce; the place in the tree is the proof's `node_index`
    Hash data_hash{};
    Hash creator_hash{};
    std::optional<Hash> collection_hash;
    std::optional<Hash> asset_data_hash;
    std::optional<std::uint8_t> flags;

    bool operator==(const IndexedLeaf&) const = default;
};

/// The collection of an asset. `is_verified` is nullopt where the indexer lists verified collections only.
struct IndexedCollection {
    solana::Pubkey address;
    std::optional<bool> is_verified;
    std::string name;

    bool operator==(const IndexedCollection&) const = default;
};

/// What a compressed asset's data hash is made of, beside its name, its URI and its collection.
struct IndexedMetadata {
    struct Creator {
        solana::Pubkey address;
        bool is_verified = false;
        std::uint8_t share = 0;

        bool operator==(const Creator&) const = default;
    };

    std::string symbol;
    std::optional<std::uint64_t> seller_fee;  ///< in basis points
    bool primary_sale_happened = false;
    bool is_mutable = false;
    std::optional<std::uint8_t> edition_nonce;
    std::vector<Creator> creators;

    bool operator==(const IndexedMetadata&) const = default;
};

/// An asset as an indexer describes it: good for finding and showing things, and for bytes only where the chain agrees.
/// Texts are somebody else's (see assets/text.hpp) but bounded; what the indexer leaves out is empty.
struct IndexedAsset {
    IndexedKind kind = IndexedKind::other;
    solana::Pubkey id;  ///< mint, Core account, or what a tree and a leaf derive
    bool is_burnt = false;
    bool is_frozen = false;
    std::string name;
    std::string image_uri;
    std::string json_uri;
    std::optional<solana::Pubkey> owner;
    std::optional<solana::Pubkey> delegate;
    std::optional<IndexedCollection> collection;
    IndexedMetadata metadata;                   ///< of a compressed asset
    std::optional<IndexedLeaf> leaf;            ///< of a compressed asset; without it, nothing can be done with one
    std::optional<solana::Pubkey> master_mint;  ///< of a print, where the indexer knows it

    bool operator==(const IndexedAsset&) const = default;
};

/// The path from a leaf to the root of its tree, from the leaf upwards, the canopy included.
struct AssetProof {
    solana::Pubkey tree;
    Hash root{};
    Hash leaf{};
    std::uint64_t node_index = 0;  ///< 2^depth + index of the leaf
    std::vector<Hash> path;

    bool operator==(const AssetProof&) const = default;
};

}  // namespace burner::assets
