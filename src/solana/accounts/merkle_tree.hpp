#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solana/merkle.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// How many bytes of a tree's account say what kind of tree it is; the whole may have a megabyte.
inline constexpr std::size_t merkle_tree_header_size = 56;

/// A concurrent merkle tree of either compression program.
struct MerkleTree {
    std::uint32_t max_depth = 0;        ///< at most 30
    std::uint32_t max_buffer_size = 0;  ///< how many roots it knows, the current one included
    std::uint32_t canopy_depth = 0;     ///< levels below the root that the account itself holds
    Pubkey authority;                   ///< the tree config, for Bubblegum's trees
    std::uint64_t creation_slot = 0;

    bool operator==(const MerkleTree&) const = default;
    /// Counts the nodes of a full proof that a transaction has to bring.
    std::uint32_t proof_nodes() const { return max_depth - canopy_depth; }
};

/// Reads a tree. `header` is the account's first `merkle_tree_header_size` bytes or more, `account_size` the size of
/// the whole. nullopt where it is no tree, or one whose size does not fit.
std::optional<MerkleTree> parse_merkle_tree(base::ByteView header, std::size_t account_size);

/// Says how many of the account's first bytes hold its roots: all but the canopy.
std::size_t roots_size(const MerkleTree& tree);

/// Reads the roots under which the tree takes proofs, the current one first: each change adds one, and a full tree then
/// forgets its oldest. Empty where `data`, the account's first `roots_size` bytes or more, does not hold what `tree`
/// says.
std::vector<MerkleNode> known_roots(const MerkleTree& tree, base::ByteView data);

}  // namespace burner::solana
