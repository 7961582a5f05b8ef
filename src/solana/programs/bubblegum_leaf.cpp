#include "solana/programs/bubblegum_leaf.hpp"

#include "solana/programs/bubblegum_addresses.hpp"

namespace burner::solana::bubblegum {

namespace {

/// Writes what both versions begin with.
base::Bytes preimage(const Leaf& leaf) {
    base::Bytes bytes{static_cast<std::uint8_t>(leaf.version == BubblegumVersion::v1 ? 1 : 2)};
    base::append(bytes, asset_address(leaf.tree, leaf.nonce).view());
    base::append(bytes, leaf.owner.view());
    base::append(bytes, leaf.delegate.view());
    base::append_le(bytes, leaf.nonce);
    base::append(bytes, leaf.data_hash);
    base::append(bytes, leaf.creator_hash);
    return bytes;
}

}  // namespace

MerkleNode hash(const Leaf& leaf) {
    base::Bytes bytes = preimage(leaf);
    if (leaf.version == BubblegumVersion::v2) {
        const Pubkey collection = leaf.collection.value_or(Pubkey{});
        base::append(bytes, base::keccak256(collection.view()));
        base::append(bytes, leaf.asset_data_hash ? *leaf.asset_data_hash : base::keccak256({}));
        bytes.push_back(leaf.flags.value_or(0));
    }
    return base::keccak256(bytes);
}

}  // namespace burner::solana::bubblegum
