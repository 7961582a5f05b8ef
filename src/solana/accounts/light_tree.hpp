#pragma once

#include <optional>

#include "base/lamports.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::solana {

/// A tree of the Light protocol whose leaves are compressed accounts.
struct LightTree {
    light_token::TreeKind kind = light_token::TreeKind::v1;
    base::Lamports fee;  ///< for spending leaves: of V1, each time that an instruction comes to the tree; of V2, once
                         ///< an instruction
};

/// How many bytes of a tree's account `parse_light_tree` needs; the whole may have more than a megabyte.
inline constexpr std::size_t light_tree_head = 144;

/// Reads a tree from `head`, which begins its account; nullopt where it is no state tree, or one that costs more than
/// all SOL in existence.
std::optional<LightTree> parse_light_tree(const Pubkey& program, base::ByteView head);

}  // namespace burner::solana
