#pragma once

#include <unordered_map>
#include <vector>

#include "assets/decide/cnft.hpp"

// What a build reads of the trees of compressed NFTs. Fails when the cluster cannot be read, which must outlive the
// task.
namespace burner::assets {

using CnftTrees = std::unordered_map<solana::Pubkey, CnftTree>;
/// By tree; the current root first (see solana/accounts/merkle_tree.hpp).
using KnownRoots = std::unordered_map<solana::Pubkey, std::vector<solana::MerkleNode>>;

/// Those that are Bubblegum's, and whose configuration says the same of them. One call for 50.
base::Task<base::Result<CnftTrees>> read_cnft_trees(solana::Rpc& rpc, std::vector<solana::Pubkey> trees);

/// As many of the trees, the smallest first, at a time as one answer may hold.
base::Task<base::Result<KnownRoots>> read_known_roots(solana::Rpc& rpc, CnftTrees trees);

}  // namespace burner::assets
