#pragma once

#include <unordered_map>
#include <vector>

#include "assets/decide/cnft.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// What a burn needs, all of it true of the tree when it was read.
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

/// Asks the indexer for assets and proofs and checks both against their trees. Each asset is answered; an indexer that
/// fails makes all of them `source_unavailable`, one that contradicts itself or the chain those that it is wrong about.
/// Fails when the cluster cannot be read. The indexer and the cluster must outlive the task.
base::Task<base::Result<CnftProofs>> read_cnft_proofs(AssetIndexer& indexer, solana::Rpc& rpc, solana::Pubkey wallet,
                                                      std::vector<solana::Pubkey> assets);

}  // namespace burner::assets
