#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "solana/accounts/core_plugins.hpp"

namespace burner::solana {

/// An NFT of MPL Core. Its texts are anybody's: any bytes.
struct CoreAsset {
    Pubkey owner;
    std::optional<Pubkey> update_authority;  ///< an address that is no collection
    std::optional<Pubkey> collection;        ///< it acts as update authority
    std::string name;
    std::string uri;
    CorePlugins plugins;

    bool operator==(const CoreAsset&) const = default;
};

struct CoreCollection {
    Pubkey update_authority;
    std::string name;
    std::string uri;
    std::uint32_t minted = 0;
    std::uint32_t size = 0;  ///< members now
    CorePlugins plugins;

    bool operator==(const CoreCollection&) const = default;
};

/// Reads an asset; nullopt where there is none. Burned ones stay behind as a single zero byte.
std::optional<CoreAsset> parse_core_asset(base::ByteView data);
std::optional<CoreCollection> parse_core_collection(base::ByteView data);

}  // namespace burner::solana
