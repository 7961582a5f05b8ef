#include "solana/merkle.hpp"

namespace burner::solana {

MerkleNode merkle_root(const MerkleNode& leaf, std::span<const MerkleNode> proof, std::uint32_t index) {
    MerkleNode node = leaf;
    std::uint64_t place = index;
    for (const MerkleNode& sibling : proof) {
        const bool is_left = place % 2 == 0;
        std::array<MerkleNode, 2> children{is_left ? node : sibling, is_left ? sibling : node};
        node = base::keccak256({children[0].data(), sizeof children});
        place /= 2;
    }
    return node;
}

}  // namespace burner::solana
