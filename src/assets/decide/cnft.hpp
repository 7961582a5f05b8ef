#pragma once

#include <optional>

#include "assets/decide/decision.hpp"
#include "assets/indexers/asset_indexer.hpp"
#include "solana/accounts/merkle_tree.hpp"
#include "solana/programs/bubblegum_leaf.hpp"

// Compressed NFTs: leaves of Bubblegum's trees. The chain keeps only hashes of them, so an indexer says what they are,
// and the tree whether that is true.
namespace burner::assets {

/// A tree of compressed NFTs, as its account begins.
struct CnftTree {
    solana::BubblegumVersion version = solana::BubblegumVersion::v1;  ///< as its compression program has it
    solana::MerkleTree shape;
};

/// nullopt: no tree of either compression program.
std::optional<CnftTree> parse_cnft_tree(const solana::AccountHead& head);

/// The leaf that an indexer describes, in a tree of this version; nullopt where it leaves something out.
std::optional<solana::bubblegum::Leaf> leaf_of(const IndexedAsset& asset, solana::BubblegumVersion version);

/// What Bubblegum's burn would say of a leaf that the wallet owns. A delegate is no obstacle.
std::optional<BlockedCode> why_not_burn(const Owner& owner, const solana::bubblegum::Leaf& leaf);

/// What is listed for an asset of the wallet whose tree this is, as far as it can be told without a proof.
Item to_item(const Owner& owner, const IndexedAsset& asset, const CnftTree& tree);

/// Its verified collection, as far as the indexer says.
std::optional<solana::Pubkey> verified_collection(const IndexedAsset& asset);

/// Whether the leaf confirms that, or that there is none: of version 1 its data hash can be made of what the indexer
/// says; of version 2 the leaf has the collection itself.
bool is_collection_proven(const IndexedAsset& asset, solana::BubblegumVersion version);

}  // namespace burner::assets
