#include "assets/decide/cnft.hpp"

#include "assets/text.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/bubblegum_metadata.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/size.hpp"
#include "solana/transaction.hpp"

namespace burner::assets {

namespace {

using solana::BubblegumVersion;
using solana::bubblegum::Leaf;

/// The most proof nodes that fit into any transaction; longer proofs are rare.
constexpr std::uint32_t always_fits = 16;

/// Sets the collection whose hash the leaf contains; false where the indexer names another one, or leaves it out.
bool take_collection(const IndexedAsset& asset, Leaf& leaf) {
    if (asset.collection) leaf.collection = asset.collection->address;
    const auto& expected = asset.leaf->collection_hash;
    if (!expected) return true;
    if (*expected == base::keccak256(solana::Pubkey{}.view())) leaf.collection.reset();
    return *expected == base::keccak256(leaf.collection.value_or(solana::Pubkey{}).view());
}

/// Returns what the leaf's data hash is made of; nullopt where the indexer leaves something out.
std::optional<solana::bubblegum::Metadata> metadata_of(const IndexedAsset& asset) {
    const IndexedMetadata& indexed = asset.metadata;
    if (!indexed.seller_fee || *indexed.seller_fee > UINT16_MAX) return std::nullopt;
    solana::bubblegum::Metadata metadata{.name = asset.name, .symbol = indexed.symbol, .uri = asset.json_uri};
    metadata.seller_fee = static_cast<std::uint16_t>(*indexed.seller_fee);
    metadata.primary_sale_happened = indexed.primary_sale_happened;
    metadata.is_mutable = indexed.is_mutable;
    for (const auto& creator : indexed.creators) {
        metadata.creators.push_back({creator.address, creator.is_verified, creator.share});
    }
    return metadata;
}

/// Tries each combination: indexers do not say whether edition nonce and standard were given or taken for granted.
bool makes_hash(solana::bubblegum::Metadata metadata, std::optional<std::uint8_t> nonce, const Hash& expected) {
    for (const auto& standard : {std::optional{solana::TokenStandard::non_fungible}, {}}) {
        metadata.standard = standard;
        for (const auto& edition_nonce : {nonce, {}}) {
            metadata.edition_nonce = edition_nonce;
            if (solana::bubblegum::data_hash(metadata) == expected) return true;
        }
    }
    return false;
}

/// Tells whether a burn with so many nodes fits into a transaction, alone and with no byte to spare.
bool can_fit(const Leaf& leaf, std::uint32_t nodes) {
    if (nodes <= always_fits) return true;
    std::vector<solana::MerkleNode> any(nodes);
    for (std::uint32_t i = 0; i < nodes; ++i) any[i].fill(static_cast<std::uint8_t>(i + 1));
    const std::array alone{solana::compute_budget::set_unit_limit(0),
                           solana::bubblegum::burn(leaf, {.root = {}, .index = 0, .nodes = any})};
    return solana::MessageSize{leaf.owner}.size_with(solana::footprint(alone)) <=
           solana::max_transaction_bytes(solana::MessageVersion::v0);
}

}  // namespace

std::optional<CnftTree> parse_cnft_tree(const solana::AccountHead& head) {
    const bool is_first = head.account.owner == solana::ids::spl_compression;
    if (!is_first && head.account.owner != solana::ids::mpl_compression) return std::nullopt;
    const auto shape = solana::parse_merkle_tree(head.account.data, head.space);
    if (!shape) return std::nullopt;
    return CnftTree{is_first ? BubblegumVersion::v1 : BubblegumVersion::v2, *shape};
}

std::optional<Leaf> leaf_of(const IndexedAsset& asset, BubblegumVersion version) {
    if (!asset.leaf || !asset.owner) return std::nullopt;
    const IndexedLeaf& indexed = *asset.leaf;
    Leaf leaf;
    leaf.version = version;
    leaf.tree = indexed.tree;
    leaf.owner = *asset.owner;
    leaf.delegate = asset.delegate.value_or(*asset.owner);
    leaf.nonce = indexed.leaf_id;
    leaf.data_hash = indexed.data_hash;
    leaf.creator_hash = indexed.creator_hash;
    if (version == BubblegumVersion::v1) return leaf;
    if (!take_collection(asset, leaf)) return std::nullopt;
    // The program's defaults need no bytes.
    if (indexed.asset_data_hash != base::keccak256({})) leaf.asset_data_hash = indexed.asset_data_hash;
    if (indexed.flags != 0) leaf.flags = indexed.flags;
    return leaf;
}

std::optional<BlockedCode> why_not_burn(const Owner& owner, const Leaf& leaf) {
    if (owner.is_multisig) return BlockedCode::multisig_owner;
    if ((leaf.flags.value_or(0) & solana::bubblegum::frozen_flags) != 0) return BlockedCode::frozen;
    return std::nullopt;
}

std::optional<solana::Pubkey> verified_collection(const IndexedAsset& asset) {
    if (!asset.collection || !asset.collection->is_verified.value_or(true)) return std::nullopt;
    return asset.collection->address;
}

bool is_collection_proven(const IndexedAsset& asset, BubblegumVersion version) {
    if (version != BubblegumVersion::v1) return leaf_of(asset, version).has_value();
    auto metadata = metadata_of(asset);
    if (!metadata || !asset.leaf) return false;
    const auto verified = verified_collection(asset);
    if (verified) metadata->collection = solana::TokenMetadata::Collection{*verified, true};
    if (!verified && asset.collection) metadata->collection = {asset.collection->address, false};
    return makes_hash(*std::move(metadata), asset.metadata.edition_nonce, asset.leaf->data_hash);
}

Item to_item(const Owner& owner, const IndexedAsset& asset, const CnftTree& tree) {
    Item item;
    item.type = ItemType::cnft;
    item.address = asset.id;
    item.name = nft_name(clean_text(asset.name, max_name));
    if (auto uri = clean_text(asset.image_uri, max_uri); is_public_uri(uri)) item.image_uri = std::move(uri);
    if (auto uri = clean_text(asset.json_uri, max_uri); is_public_uri(uri)) item.metadata_uri = std::move(uri);
    item.collection = verified_collection(asset);
    item.is_collection_proven = is_collection_proven(asset, tree.version);
    if (item.collection) {
        item.collection_name = collection_name(clean_text(asset.collection->name, max_name));
    }
    const auto leaf = leaf_of(asset, tree.version);
    if (!leaf) {
        item.blocked = BlockedCode::source_unavailable;
        return item;
    }
    item.blocked = why_not_burn(owner, *leaf);
    item.is_frozen = item.blocked == BlockedCode::frozen;
    if (!item.blocked && !can_fit(*leaf, tree.shape.proof_nodes())) item.blocked = BlockedCode::proof_too_large;
    return item;
}

}  // namespace burner::assets
