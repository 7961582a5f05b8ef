#pragma once

#include <unordered_map>
#include <vector>

#include "assets/decide/cnft.hpp"

// A build reads the trees of compressed NFTs here. Both functions fail when the cluster cannot be read; it must outlive
// the task.
namespace burner::assets {

using CnftTrees = std::unordered_map<solana::Pubkey, CnftTree>;
/// The roots that each tree knows, by tree; the current root first (see solana/accounts/merkle_tree.hpp).
using KnownRoots = std::unordered_map<solana::Pubkey, std::vector<solana::MerkleNode>>;

/// Reads the trees that are Bubblegum's and whose configuration agrees with them. One call reads 50.
base::Task<base::Result<CnftTrees>> read_cnft_trees(solana::Rpc& rpc, std::vector<solana::Pubkey> trees);

/// Reads the roots of the trees, the smallest first, as many trees at a time as one answer may hold.
base::Task<base::Result<KnownRoots>> read_known_roots(solana::Rpc& rpc, CnftTrees trees);

}  // namespace burner::assets
