#pragma once

#include <unordered_map>
#include <vector>

#include "assets/decide/cnft.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// The facts that a burn needs, all of them true of the tree when it was read.
struct CnftProof {
    solana::bubblegum::Leaf leaf;
    solana::MerkleNode root{};
    std::uint32_t index = 0;
    std::vector<solana::MerkleNode> nodes;  ///< without those of the canopy
    std::uint64_t changes = 0;              ///< that the tree may take, this burn included, before it forgets the root
    std::optional<solana::Pubkey> collection{};  ///< verified; in version 1 by the indexer's word
    bool is_collection_proven = false;           ///< the leaf confirms that
};
/// The proof of each asset, or why it has none, by the asset's address.
using CnftProofs = std::unordered_map<solana::Pubkey, base::Result<CnftProof, BlockedCode>>;

/// Asks the indexer for assets and proofs and checks both against their trees. Each asset is answered; an indexer that
/// fails makes all of them `source_unavailable`, one that contradicts itself or the chain those that it is wrong about.
/// Fails when the cluster cannot be read. The indexer and the cluster must outlive the task.
base::Task<base::Result<CnftProofs>> read_cnft_proofs(AssetIndexer& indexer, solana::Rpc& rpc, solana::Pubkey wallet,
                                                      std::vector<solana::Pubkey> assets);

}  // namespace burner::assets
