#include "upstreams/das/das_asset.hpp"

#include <utility>

namespace burner::upstreams {

using assets::IndexedAsset;
using assets::IndexedCollection;
using assets::IndexedKind;
using assets::IndexedLeaf;

namespace {

constexpr std::size_t max_name_length = 512;
constexpr std::size_t max_uri_length = 2048;
constexpr std::size_t max_creators = 8;  // Bubblegum takes five

/// The values of `interface`, as the reference implementation and Helius write it.
constexpr std::pair<std::string_view, IndexedKind> interfaces[] = {
    {"V1_NFT", IndexedKind::token_metadata_nft},
    {"V2_NFT", IndexedKind::token_metadata_nft},
    {"LEGACY_NFT", IndexedKind::token_metadata_nft},
    {"ProgrammableNFT", IndexedKind::programmable_nft},
    {"V1_PRINT", IndexedKind::print},
    {"FungibleAsset", IndexedKind::fungible_asset},
    {"FungibleToken", IndexedKind::fungible_token},
    {"MplCoreAsset", IndexedKind::core_asset},
    {"MplCoreCollection", IndexedKind::core_collection},
    {"MplBubblegumV2", IndexedKind::bubblegum_v2},
};

IndexedKind kind_from_text(std::string_view word) {
    for (const auto& [name, kind] : interfaces) {
        if (name == word) return kind;
    }
    return IndexedKind::other;
}

bool read_kind(ondemand::value json, IndexedKind& out) {
    std::string word;
    take_text(json, max_name_length, word);
    out = kind_from_text(word);
    return true;
}

bool read_metadata(ondemand::value json, IndexedAsset& out) {
    return read_object_if_any(json, optional("name", take_text, max_name_length, out.name),
                              optional("symbol", take_text, max_name_length, out.metadata.symbol));
}

bool read_royalty(ondemand::value json, assets::IndexedMetadata& out) {
    return read_object_if_any(json, optional("basis_points", take_integer, out.seller_fee),
                              optional("primary_sale_happened", take_flag, out.primary_sale_happened));
}

bool read_creator(ondemand::value json, std::vector<assets::IndexedMetadata::Creator>& out) {
    std::optional<solana::Pubkey> address;
    std::optional<std::uint8_t> share;
    bool is_verified = false;
    const bool ok =
        read_object_if_any(json, optional("address", take_key, address), optional("share", take_byte, share),
                           optional("verified", take_flag, is_verified));
    if (address && out.size() < max_creators) out.push_back({*address, is_verified, share.value_or(0)});
    return ok;
}

bool read_creators(ondemand::value json, std::vector<assets::IndexedMetadata::Creator>& out) {
    return for_each_element_if_any(json, [&](ondemand::value creator) { return read_creator(creator, out); });
}

bool read_links(ondemand::value json, IndexedAsset& out) {
    return read_object_if_any(json, optional("image", take_whole_text, max_uri_length, out.image_uri));
}

bool read_content(ondemand::value json, IndexedAsset& out) {
    return read_object_if_any(json, optional("metadata", read_metadata, out), optional("links", read_links, out),
                              optional("json_uri", take_whole_text, max_uri_length, out.json_uri));
}

/// A leaf as far as it is given.
struct Compression {
    bool is_compressed = false;
    std::optional<solana::Pubkey> tree;
    std::optional<std::uint64_t> leaf_id;
    std::optional<assets::Hash> data_hash;
    std::optional<assets::Hash> creator_hash;
    IndexedLeaf leaf;

    bool is_second_version() const { return leaf.collection_hash || leaf.asset_data_hash || leaf.flags; }
    std::optional<IndexedLeaf> whole() const;
};

std::optional<IndexedLeaf> Compression::whole() const {
    if (!is_compressed || !tree || !leaf_id || !data_hash || !creator_hash) return std::nullopt;
    IndexedLeaf out = leaf;
    out.tree = *tree;
    out.leaf_id = *leaf_id;
    out.data_hash = *data_hash;
    out.creator_hash = *creator_hash;
    return out;
}

bool read_compression(ondemand::value json, Compression& out) {
    return read_object_if_any(
        json, optional("compressed", take_flag, out.is_compressed), optional("tree", take_key, out.tree),
        optional("leaf_id", take_integer, out.leaf_id), optional("data_hash", take_hash, out.data_hash),
        optional("creator_hash", take_hash, out.creator_hash),
        optional("collection_hash", take_hash, out.leaf.collection_hash),
        optional("asset_data_hash", take_hash, out.leaf.asset_data_hash), optional("flags", take_byte, out.leaf.flags));
}

bool read_collection_name(ondemand::value json, std::string& out) {
    return read_object_if_any(json, optional("name", take_text, max_name_length, out));
}

bool read_verified(ondemand::value json, std::optional<bool>& out) {
    bool is_verified = false;
    if (read_flag(json, is_verified)) out = is_verified;
    return true;
}

/// Reads `{"group_key":"collection","group_value":…}`; groups of other kinds are no collections.
bool read_group(ondemand::value json, std::optional<IndexedCollection>& out) {
    std::string kind;
    std::optional<solana::Pubkey> address;
    IndexedCollection found;
    const bool ok = read_object_if_any(json, optional("group_key", take_text, max_name_length, kind),
                                       optional("group_value", take_key, address),
                                       optional("collection_metadata", read_collection_name, found.name),
                                       optional("verified", read_verified, found.is_verified));
    if (!ok || out || kind != "collection" || !address) return ok;
    found.address = *address;
    out = std::move(found);
    return true;
}

bool read_groups(ondemand::value json, std::optional<IndexedCollection>& out) {
    return for_each_element_if_any(json, [&](ondemand::value group) { return read_group(group, out); });
}

bool read_ownership(ondemand::value json, IndexedAsset& out) {
    return read_object_if_any(json, optional("owner", take_key, out.owner),
                              optional("delegate", take_key, out.delegate),
                              optional("frozen", take_flag, out.is_frozen));
}

/// Reads what a print is of, which not every server says.
bool read_supply(ondemand::value json, IndexedAsset& out) {
    return read_object_if_any(json, optional("master_edition_mint", take_key, out.master_mint),
                              optional("edition_nonce", take_byte, out.metadata.edition_nonce));
}

}  // namespace

bool read_asset(ondemand::value json, std::optional<IndexedAsset>& out) {
    IndexedAsset asset;
    std::optional<solana::Pubkey> id;
    Compression compression;
    const bool ok = read_object_if_any(
        json, optional("id", take_key, id), optional("burnt", take_flag, asset.is_burnt),
        optional("content", read_content, asset), optional("compression", read_compression, compression),
        optional("ownership", read_ownership, asset), optional("supply", read_supply, asset),
        optional("royalty", read_royalty, asset.metadata), optional("mutable", take_flag, asset.metadata.is_mutable),
        optional("creators", read_creators, asset.metadata.creators),
        optional("grouping", read_groups, asset.collection), optional("interface", read_kind, asset.kind));
    if (!ok || !id) return ok;
    asset.id = *id;
    if (compression.is_compressed && asset.kind != IndexedKind::bubblegum_v2) {
        asset.kind = compression.is_second_version() ? IndexedKind::bubblegum_v2 : IndexedKind::bubblegum_v1;
    }
    asset.leaf = compression.whole();
    out = std::move(asset);
    return true;
}

}  // namespace burner::upstreams
