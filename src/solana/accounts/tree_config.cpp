#include "solana/accounts/tree_config.hpp"

#include <algorithm>

#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

namespace {

constexpr std::array<std::uint8_t, 8> discriminator{122, 245, 175, 248, 171, 34, 0, 207};

}  // namespace

std::optional<TreeConfig> parse_tree_config(base::ByteView data) {
    BorshReader in{data};
    if (!std::ranges::equal(in.take(discriminator.size()), discriminator)) return std::nullopt;
    TreeConfig config;
    config.creator = in.key();
    config.delegate = in.key();
    config.capacity = in.integer<std::uint64_t>();
    config.minted = in.integer<std::uint64_t>();
    config.is_public = in.boolean();
    in.boolean();  // whether its NFTs can be decompressed
    config.version = BubblegumVersion{in.tag(1)};
    if (in.failed()) return std::nullopt;
    return config;
}

}  // namespace burner::solana
