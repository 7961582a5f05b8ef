#pragma once

#include <cstdint>
#include <optional>

#include "solana/pubkey.hpp"

namespace burner::solana {

/// Selects the burn instruction and, with it, the compression program.
enum class BubblegumVersion : std::uint8_t { v1 = 0, v2 = 1 };

/// Bubblegum's account beside a tree.
struct TreeConfig {
    Pubkey creator;
    Pubkey delegate;
    std::uint64_t capacity = 0;
    std::uint64_t minted = 0;
    bool is_public = false;
    BubblegumVersion version = BubblegumVersion::v1;

    bool operator==(const TreeConfig&) const = default;
};

std::optional<TreeConfig> parse_tree_config(base::ByteView data);

}  // namespace burner::solana
