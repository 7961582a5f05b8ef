#pragma once

#include "fakes/fake_indexer.hpp"
#include "fakes/fake_rpc.hpp"
#include "solana/accounts/borsh_bytes.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/bubblegum_metadata.hpp"
#include "solana/programs/ids.hpp"

namespace burner::fakes {

/// A tree with compressed NFTs, for a cluster and an indexer in memory. What a test changes in only one of the two is
/// unknown to the other.
class CnftGrove {
  public:
    using Leaf = solana::bubblegum::Leaf;
    using Version = solana::BubblegumVersion;

    explicit CnftGrove(std::uint32_t number, Version version = Version::v1) : version_(version), tree_(key(number)) {}

    // The tree's shape.
    std::uint32_t depth = 3;
    std::uint32_t canopy = 0;
    std::uint32_t buffer = 8;
    std::uint64_t changes_since = 0;  ///< which the indexer has not seen; none of them is of these leaves

    const Pubkey& tree() const { return tree_; }
    Leaf& leaf(std::size_t index) { return leaves_[index]; }
    Pubkey asset(std::size_t index) const { return solana::bubblegum::asset_address(tree_, leaves_[index].nonce); }

    /// Adds a leaf, and returns its place.
    std::size_t mint(const Pubkey& owner) {
        Leaf leaf;
        leaf.version = version_;
        leaf.tree = tree_;
        leaf.owner = leaf.delegate = owner;
        leaf.nonce = leaves_.size();
        leaf.data_hash.fill(static_cast<std::uint8_t>(0x40 + leaves_.size()));
        leaf.creator_hash.fill(0x22);
        leaves_.push_back(leaf);
        return leaves_.size() - 1;
    }

    /// Computes the leaves' data hashes from what the indexer says, as Bubblegum does.
    void prove_collections() {
        for (Leaf& leaf : leaves_) {
            solana::bubblegum::Metadata metadata{.name = "C", .seller_fee = 500, .is_mutable = true};
            metadata.standard = solana::TokenStandard::non_fungible;
            if (leaf.collection) metadata.collection = solana::TokenMetadata::Collection{*leaf.collection, true};
            leaf.data_hash = data_hash(metadata);
        }
    }

    void put(FakeRpc& rpc, FakeIndexer& indexer) const {
        const bool is_first = version_ == Version::v1;
        rpc.put(tree_, is_first ? solana::ids::spl_compression : solana::ids::mpl_compression, 1, account());
        rpc.put(solana::bubblegum::tree_config_address(tree_), solana::ids::bubblegum, 1, config());
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            indexer.assets[asset(i)] = indexed(i);
            indexer.proofs[asset(i)] = proof(i);
        }
    }

    assets::IndexedAsset indexed(std::size_t index) const {
        const Leaf& leaf = leaves_[index];
        assets::IndexedAsset asset;
        asset.kind = assets::IndexedKind::bubblegum_v1;
        asset.id = this->asset(index);
        asset.name = "C";
        asset.metadata.seller_fee = 500;
        asset.metadata.is_mutable = true;
        asset.owner = leaf.owner;
        if (leaf.delegate != leaf.owner) asset.delegate = leaf.delegate;
        assets::IndexedLeaf& of = asset.leaf.emplace();
        of.tree = tree_;
        of.leaf_id = leaf.nonce;
        of.data_hash = leaf.data_hash;
        of.creator_hash = leaf.creator_hash;
        if (leaf.collection) asset.collection = assets::IndexedCollection{*leaf.collection, true, "Grove"};
        if (version_ == Version::v1) return asset;
        asset.kind = assets::IndexedKind::bubblegum_v2;
        of.collection_hash = base::keccak256(leaf.collection.value_or(Pubkey{}).view());
        of.asset_data_hash = leaf.asset_data_hash.value_or(base::keccak256({}));
        of.flags = leaf.flags.value_or(0);
        return asset;
    }

    assets::AssetProof proof(std::size_t index) const {
        assets::AssetProof proof;
        proof.tree = tree_;
        proof.root = root();
        proof.leaf = node(0, index);
        proof.node_index = (std::uint64_t{1} << depth) + index;
        for (std::uint32_t level = 0; level < depth; ++level) proof.path.push_back(node(level, (index >> level) ^ 1));
        return proof;
    }

    solana::MerkleNode root() const { return node(depth, 0); }

  private:
    solana::MerkleNode node(std::uint32_t level, std::size_t index) const {
        const bool is_empty = index << level >= leaves_.size();
        if (level == 0) return is_empty ? solana::MerkleNode{} : hash(leaves_[index]);
        const auto left = node(level - 1, is_empty ? leaves_.size() : 2 * index);
        const auto right = is_empty ? left : node(level - 1, 2 * index + 1);
        base::Bytes both{left.begin(), left.end()};
        both.insert(both.end(), right.begin(), right.end());
        return base::keccak256(both);
    }

    /// Makes the tree's account. The root that the indexer knows comes first in the buffer, unless it was written over.
    base::Bytes account() const {
        const std::size_t change = 40 + 32 * depth;
        const std::uint64_t place = changes_since % buffer;
        solana::BorshBytes bytes;
        bytes.u8(1).u8(0).u32(buffer).u32(depth);
        bytes.bytes(solana::bubblegum::tree_config_address(tree_).view()).u64(77).zeros_to(56);
        bytes.u64(100).u64(place).u64(std::min<std::uint64_t>(buffer, changes_since + 1));
        for (std::uint32_t i = 0; i < buffer; ++i) {
            const bool is_known = i == 0 && changes_since < buffer;
            bytes.bytes(is_known ? root() : base::keccak256(std::array{static_cast<std::uint8_t>(i)}));
            bytes.zeros_to(80 + (i + 1) * change);
        }
        return bytes.zeros_to(80 + (buffer + 1) * change + 32 * ((2ULL << canopy) - 2)).data();
    }

    base::Bytes config() const {
        solana::BorshBytes bytes;
        bytes.u64(0xcf0022abf8aff57a).key(1).key(2).u64(16).u64(leaves_.size()).u8(1).u8(1);
        return bytes.u8(static_cast<std::uint8_t>(version_)).zeros_to(96).data();
    }

    Version version_;
    Pubkey tree_;
    std::vector<Leaf> leaves_;
};

}  // namespace burner::fakes
