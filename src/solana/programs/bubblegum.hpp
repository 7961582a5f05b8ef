#pragma once

#include <span>

#include "solana/instruction.hpp"
#include "solana/programs/bubblegum_addresses.hpp"
#include "solana/programs/bubblegum_leaf.hpp"

/// Bubblegum: compressed NFTs, leaves of a tree. Burning one refunds nothing.
namespace burner::solana::bubblegum {

/// The proof of where a leaf stands under a root that the tree still knows.
struct Proof {
    MerkleNode root{};
    std::uint32_t index = 0;
    /// Siblings from the bottom up. The tree adds those of its canopy, so the first `proof_nodes()` suffice (see
    /// accounts/merkle_tree.hpp).
    std::span<const MerkleNode> nodes;
};

/// Makes a Burn or BurnV2, as the leaf's version says. The leaf's owner signs; with V2 it counts as payer, and the
/// collection has one member less.
Instruction burn(const Leaf& leaf, const Proof& proof);

struct Burned {
    BubblegumVersion version = BubblegumVersion::v1;
    Pubkey tree;
    Pubkey owner;
    Pubkey asset;
};

/// Says what this instruction burns, where it is one of those two; nullopt for any other instruction.
std::optional<Burned> burned(const Instruction& instruction);

}  // namespace burner::solana::bubblegum
