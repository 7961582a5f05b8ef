#pragma once

#include <optional>

#include "assets/decide/decision.hpp"
#include "assets/indexers/asset_indexer.hpp"
#include "solana/accounts/merkle_tree.hpp"
#include "solana/programs/bubblegum_leaf.hpp"

// Compressed NFTs: leaves of Bubblegum's trees. The chain keeps only hashes of them, so an indexer says what they are,
// and the tree whether that is true.
namespace burner::assets {

/// A tree of compressed NFTs, as the head of its account describes it.
struct CnftTree {
    solana::BubblegumVersion version = solana::BubblegumVersion::v1;  ///< told by the program that owns its account
    solana::MerkleTree shape;
};

/// Parses a tree; nullopt for an account that is no tree of either compression program.
std::optional<CnftTree> parse_cnft_tree(const solana::AccountHead& head);

/// Returns the leaf that an indexer describes, in a tree of this version; nullopt where it leaves something out.
std::optional<solana::bubblegum::Leaf> leaf_of(const IndexedAsset& asset, solana::BubblegumVersion version);

/// Returns why Bubblegum would not burn a leaf that the wallet owns, or nullopt. A delegate is no obstacle.
std::optional<BlockedCode> why_not_burn(const Owner& owner, const solana::bubblegum::Leaf& leaf);

/// Returns what is listed for an asset that the wallet has in `tree`, as far as can be told without a proof.
Item to_item(const Owner& owner, const IndexedAsset& asset, const CnftTree& tree);

/// Returns the asset's verified collection, as far as the indexer says.
std::optional<solana::Pubkey> verified_collection(const IndexedAsset& asset);

/// Tells whether the leaf confirms the verified collection, or that there is none: in version 1 the data hash can be
/// made of what the indexer says; in version 2 the leaf has the collection itself.
bool is_collection_proven(const IndexedAsset& asset, solana::BubblegumVersion version);

}  // namespace burner::assets
