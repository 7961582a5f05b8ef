#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

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

/// What a burn takes, all of it true of the tree when it was read.
struct CnftProof {
    solana::bubblegum::Leaf leaf;
    solana::MerkleNode root{};
    std::uint32_t index = 0;
    std::vector<solana::MerkleNode> nodes;  ///< without those of the canopy
    std::uint64_t changes = 0;  ///< of the tree, at most, before and with the burn: then the root is forgotten
    std::optional<solana::Pubkey> collection{};  ///< verified; of version 1 in the indexer's word
    bool is_collection_proven = false;           ///< the leaf confirms that
};
/// By the asset's address.
using CnftProofs = std::unordered_map<solana::Pubkey, base::Result<CnftProof, BlockedCode>>;

/// Looks up assets and proofs and holds both against their trees. Each is answered; an indexer that fails makes all of
/// them `source_unavailable`, one that contradicts itself or the chain those that it is wrong about. Fails when the
/// cluster cannot be read. Both must outlive the task.
base::Task<base::Result<CnftProofs>> read_cnft_proofs(AssetIndexer& indexer, solana::Rpc& rpc, solana::Pubkey wallet,
                                                      std::vector<solana::Pubkey> assets);

}  // namespace burner::assets
