#include "solana/accounts/core_asset.hpp"

#include "require.hpp"
#include "solana/accounts/core_burn.hpp"

using namespace burner;

/// An asset is no collection; what has been read is bounded by the account, and rules follow from it without surprises.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteView bytes{data, size};
    const auto asset = solana::parse_core_asset(bytes);
    const auto collection = solana::parse_core_collection(bytes);
    require(!asset || !collection);
    if (size > 0) solana::core_oracle_answer(bytes, data[0]);
    if (collection) require(collection->name.size() + collection->uri.size() < size);
    if (!asset) return 0;
    require(asset->name.size() + asset->uri.size() < size);
    require(asset->plugins.internal.size() <= size && asset->plugins.external.size() <= size);
    const auto rules = solana::core_burn_rules({}, *asset, nullptr);
    require(rules.oracles.size() <= asset->plugins.external.size());
    if (asset->plugins.is_unreadable || asset->collection) require(rules.is_unknown);
    return 0;
}
