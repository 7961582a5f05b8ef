#include "solana/accounts/merkle_tree.hpp"

#include <algorithm>
#include <bit>

#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t tree_type = 1;
constexpr std::uint8_t first_version = 0;
constexpr std::uint32_t depth_limit = 30;
constexpr std::uint32_t buffer_limit = 1 << 16;  ///< of the deployed programs: 2,048
constexpr std::size_t sequence_size = 8;
constexpr std::size_t counters_size = 24;  ///< sequence number, active index, changes in the buffer
constexpr std::size_t index_size = 8;      ///< with its padding

/// Computes the size of a change: a root, the nodes of the path that led to it, and the leaf's index. The tree ends
/// with a path of the same size.
std::size_t change_size(const MerkleTree& tree) {
    return sizeof(MerkleNode) * (1 + tree.max_depth) + index_size;
}

std::size_t canopy_offset(const MerkleTree& tree) {
    return merkle_tree_header_size + counters_size + (tree.max_buffer_size + 1) * change_size(tree);
}

/// A canopy of depth d is a full binary tree without its root: 2^(d+1) − 2 nodes.
std::optional<std::uint32_t> canopy_depth(const MerkleTree& tree, std::size_t account_size) {
    const std::size_t begin = canopy_offset(tree);
    if (account_size < begin || (account_size - begin) % sizeof(MerkleNode) != 0) return std::nullopt;
    const std::size_t nodes = (account_size - begin) / sizeof(MerkleNode) + 2;
    if (!std::has_single_bit(nodes)) return std::nullopt;
    const auto depth = static_cast<std::uint32_t>(std::countr_zero(nodes)) - 1;
    if (depth > tree.max_depth) return std::nullopt;
    return depth;
}

struct Roots {
    std::uint64_t active = 0;  ///< the place of the newest
    std::uint64_t count = 0;
};

std::optional<Roots> roots_of(const MerkleTree& tree, base::ByteView data) {
    if (data.size() < canopy_offset(tree)) return std::nullopt;
    const Roots roots{base::read_le<std::uint64_t>(data, merkle_tree_header_size + sequence_size),
                      base::read_le<std::uint64_t>(data, merkle_tree_header_size + 2 * sequence_size)};
    if (roots.active >= tree.max_buffer_size || roots.count > tree.max_buffer_size) return std::nullopt;
    return roots;
}

/// Reads the root at a place. Bounds are the caller's.
MerkleNode root_at(const MerkleTree& tree, base::ByteView data, std::uint64_t place) {
    const std::size_t offset = merkle_tree_header_size + counters_size + place * change_size(tree);
    return read_pubkey(data, offset).bytes;
}

}  // namespace

std::optional<MerkleTree> parse_merkle_tree(base::ByteView header, std::size_t account_size) {
    if (header.size() < merkle_tree_header_size) return std::nullopt;
    BorshReader in{header};
    const bool is_tree = in.integer<std::uint8_t>() == tree_type && in.integer<std::uint8_t>() == first_version;
    MerkleTree tree;
    tree.max_buffer_size = in.integer<std::uint32_t>();
    tree.max_depth = in.integer<std::uint32_t>();
    tree.authority = in.key();
    tree.creation_slot = in.integer<std::uint64_t>();
    if (!is_tree || tree.max_depth == 0 || tree.max_depth > depth_limit || tree.max_buffer_size > buffer_limit ||
        !std::has_single_bit(tree.max_buffer_size))
        return std::nullopt;
    const auto canopy = canopy_depth(tree, account_size);
    if (!canopy) return std::nullopt;
    tree.canopy_depth = *canopy;
    return tree;
}

std::size_t roots_size(const MerkleTree& tree) {
    return canopy_offset(tree);
}

std::vector<MerkleNode> known_roots(const MerkleTree& tree, base::ByteView data) {
    std::vector<MerkleNode> known;
    const auto roots = roots_of(tree, data);
    if (!roots) return known;
    known.reserve(roots->count);
    for (std::uint64_t age = 0; age < roots->count; ++age) {
        known.push_back(root_at(tree, data, (roots->active - age) & (tree.max_buffer_size - 1)));
    }
    return known;
}

}  // namespace burner::solana
