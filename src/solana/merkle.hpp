#pragma once

#include <span>

#include "base/keccak.hpp"

namespace burner::solana {

/// A node of a tree of compressed NFTs: the hash of its two children, or of a leaf.
using MerkleNode = base::Keccak256;

/// Computes the root over a leaf: `proof` is its siblings from the bottom up, `index` the leaf's place among all
/// leaves.
MerkleNode merkle_root(const MerkleNode& leaf, std::span<const MerkleNode> proof, std::uint32_t index);

}  // namespace burner::solana
