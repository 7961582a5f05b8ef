#include "upstreams/das/das_asset.hpp"

#include <utility>

namespace burner::upstreams {

using assets::IndexedAsset;
using assets::IndexedCollection;
using assets::IndexedKind;
using assets::IndexedLeaf;
using ondemand::raw_json_string;

namespace {

constexpr std::size_t longest_name = 512;
constexpr std::size_t longest_uri = 2048;
constexpr std::size_t most_creators = 8;  // Bubblegum takes five

/// `interface`, as the reference implementation and Helius write it.
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

IndexedKind kind_from_word(std::string_view word) {
    for (const auto& [name, kind] : interfaces) {
        if (name == word) return kind;
    }
    return IndexedKind::other;
}

bool read_metadata(ondemand::value json, IndexedAsset& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "symbol") return seen.first(2) && take_text(value, longest_name, out.metadata.symbol);
        if (!(key == "name")) return true;
        return seen.first(1) && take_text(value, longest_name, out.name);
    });
}

bool read_royalty(ondemand::value json, assets::IndexedMetadata& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "basis_points") return seen.first(1) && take_integer(value, out.seller_fee);
        if (key == "primary_sale_happened") return seen.first(2) && take_flag(value, out.primary_sale_happened);
        return true;
    });
}

bool read_creator(ondemand::value json, std::vector<assets::IndexedMetadata::Creator>& out) {
    constexpr unsigned address_bit = 1, share_bit = 2, verified_bit = 4;
    Seen seen;
    std::optional<solana::Pubkey> address;
    std::optional<std::uint8_t> share;
    bool is_verified = false;
    const bool ok = for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "address") return seen.first(address_bit) && take_key(value, address);
        if (key == "share") return seen.first(share_bit) && take_byte(value, share);
        if (key == "verified") return seen.first(verified_bit) && take_flag(value, is_verified);
        return true;
    });
    if (address && out.size() < most_creators) out.push_back({*address, is_verified, share.value_or(0)});
    return ok;
}

bool read_links(ondemand::value json, IndexedAsset& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (!(key == "image")) return true;
        return seen.first(1) && take_whole_text(value, longest_uri, out.image_uri);
    });
}

bool read_content(ondemand::value json, IndexedAsset& out) {
    constexpr unsigned metadata = 1, links = 2, json_uri = 4;
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "metadata") return seen.first(metadata) && read_metadata(value, out);
        if (key == "links") return seen.first(links) && read_links(value, out);
        if (!(key == "json_uri")) return true;
        return seen.first(json_uri) && take_whole_text(value, longest_uri, out.json_uri);
    });
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
    constexpr unsigned compressed = 1, tree = 2, leaf_id = 4, data = 8, creator = 16, collection = 32, asset_data = 64,
                       flags = 128;
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "compressed") return seen.first(compressed) && take_flag(value, out.is_compressed);
        if (key == "tree") return seen.first(tree) && take_key(value, out.tree);
        if (key == "leaf_id") return seen.first(leaf_id) && take_integer(value, out.leaf_id);
        if (key == "data_hash") return seen.first(data) && take_hash(value, out.data_hash);
        if (key == "creator_hash") return seen.first(creator) && take_hash(value, out.creator_hash);
        if (key == "collection_hash") return seen.first(collection) && take_hash(value, out.leaf.collection_hash);
        if (key == "asset_data_hash") return seen.first(asset_data) && take_hash(value, out.leaf.asset_data_hash);
        if (key == "flags") return seen.first(flags) && take_byte(value, out.leaf.flags);
        return true;
    });
}

bool read_collection_name(ondemand::value json, std::string& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (!(key == "name")) return true;
        return seen.first(1) && take_text(value, longest_name, out);
    });
}

/// `{"group_key":"collection","group_value":…}`; groups of other kinds are no collections.
bool read_group(ondemand::value json, std::optional<IndexedCollection>& out) {
    constexpr unsigned key_bit = 1, value_bit = 2, verified = 4, metadata = 8;
    Seen seen;
    std::string kind;
    std::optional<solana::Pubkey> address;
    IndexedCollection found;
    const bool ok = for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "group_key") return seen.first(key_bit) && take_text(value, longest_name, kind);
        if (key == "group_value") return seen.first(value_bit) && take_key(value, address);
        if (key == "collection_metadata") return seen.first(metadata) && read_collection_name(value, found.name);
        if (!(key == "verified")) return true;
        bool is_verified = false;
        if (value.get_bool().get(is_verified) == simdjson::SUCCESS) found.is_verified = is_verified;
        return seen.first(verified);
    });
    if (!ok || out || kind != "collection" || !address) return ok;
    found.address = *address;
    out = std::move(found);
    return true;
}

bool read_ownership(ondemand::value json, IndexedAsset& out) {
    constexpr unsigned owner = 1, delegate = 2, frozen = 4;
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "owner") return seen.first(owner) && take_key(value, out.owner);
        if (key == "delegate") return seen.first(delegate) && take_key(value, out.delegate);
        if (key == "frozen") return seen.first(frozen) && take_flag(value, out.is_frozen);
        return true;
    });
}

/// What a print is of, which not every server says.
bool read_supply(ondemand::value json, IndexedAsset& out) {
    Seen seen;
    return for_each_member_if_any(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "edition_nonce") return seen.first(2) && take_byte(value, out.metadata.edition_nonce);
        if (!(key == "master_edition_mint")) return true;
        return seen.first(1) && take_key(value, out.master_mint);
    });
}

/// What an asset says of itself in several places.
struct Parts {
    std::optional<solana::Pubkey> id;
    Compression compression;
};

bool read_member(raw_json_string key, ondemand::value value, Seen& seen, IndexedAsset& asset, Parts& parts) {
    constexpr unsigned interface = 1, id = 2, content = 4, compression = 8, grouping = 16, ownership = 32, supply = 64,
                       burnt = 128, royalty = 256, creators = 512, is_mutable = 1024;
    if (key == "id") return seen.first(id) && take_key(value, parts.id);
    if (key == "burnt") return seen.first(burnt) && take_flag(value, asset.is_burnt);
    if (key == "content") return seen.first(content) && read_content(value, asset);
    if (key == "compression") return seen.first(compression) && read_compression(value, parts.compression);
    if (key == "ownership") return seen.first(ownership) && read_ownership(value, asset);
    if (key == "supply") return seen.first(supply) && read_supply(value, asset);
    if (key == "royalty") return seen.first(royalty) && read_royalty(value, asset.metadata);
    if (key == "mutable") return seen.first(is_mutable) && take_flag(value, asset.metadata.is_mutable);
    if (key == "creators") {
        const auto read = [&](ondemand::value creator) { return read_creator(creator, asset.metadata.creators); };
        return seen.first(creators) && for_each_element_if_any(value, read);
    }
    if (key == "grouping") {
        const auto read = [&](ondemand::value group) { return read_group(group, asset.collection); };
        return seen.first(grouping) && for_each_element_if_any(value, read);
    }
    if (!(key == "interface")) return true;
    std::string word;
    take_text(value, longest_name, word);
    asset.kind = kind_from_word(word);
    return seen.first(interface);
}

}  // namespace

bool read_asset(ondemand::value json, std::optional<IndexedAsset>& out) {
    IndexedAsset asset;
    Parts parts;
    Seen seen;
    const bool ok = for_each_member_if_any(
        json, [&](raw_json_string key, ondemand::value value) { return read_member(key, value, seen, asset, parts); });
    if (!ok || !parts.id) return ok;
    asset.id = *parts.id;
    if (parts.compression.is_compressed && asset.kind != IndexedKind::bubblegum_v2) {
        asset.kind = parts.compression.is_second_version() ? IndexedKind::bubblegum_v2 : IndexedKind::bubblegum_v1;
    }
    asset.leaf = parts.compression.whole();
    out = std::move(asset);
    return true;
}

}  // namespace burner::upstreams
