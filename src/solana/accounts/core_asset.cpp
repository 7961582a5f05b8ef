#include "solana/accounts/core_asset.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t asset_key = 1;
constexpr std::uint8_t collection_key = 5;
constexpr std::uint8_t authority_is_address = 1;
constexpr std::uint8_t collection_authority = 2;

void read_update_authority(BorshReader& in, CoreAsset& asset) {
    const std::uint8_t kind = in.tag(collection_authority);
    if (kind == authority_is_address) asset.update_authority = in.key();
    if (kind == collection_authority) asset.collection = in.key();
}

}  // namespace

std::optional<CoreAsset> parse_core_asset(base::ByteView data) {
    BorshReader in{data};
    if (in.integer<std::uint8_t>() != asset_key) return std::nullopt;
    CoreAsset asset;
    asset.owner = in.key();
    read_update_authority(in, asset);
    asset.name = in.text();
    asset.uri = in.text();
    in.optional([&] { return in.integer<std::uint64_t>(); });  // sequence number of compression
    if (in.failed()) return std::nullopt;
    asset.plugins = read_core_plugins(data, data.size() - in.left());
    return asset;
}

std::optional<CoreCollection> parse_core_collection(base::ByteView data) {
    BorshReader in{data};
    if (in.integer<std::uint8_t>() != collection_key) return std::nullopt;
    CoreCollection collection;
    collection.update_authority = in.key();
    collection.name = in.text();
    collection.uri = in.text();
    collection.minted = in.integer<std::uint32_t>();
    collection.size = in.integer<std::uint32_t>();
    if (in.failed()) return std::nullopt;
    collection.plugins = read_core_plugins(data, data.size() - in.left());
    return collection;
}

}  // namespace burner::solana
