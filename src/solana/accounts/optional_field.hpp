#pragma once

#include <optional>

#include "solana/pubkey.hpp"

namespace burner::solana {

/// Reads a `COption`: a tag of four bytes, then the value, which means nothing under tag 0 (the token program leaves
/// old bytes there). The outer optional is nullopt for a tag that no program writes. Bounds are the caller's.
inline std::optional<std::optional<Pubkey>> read_optional_pubkey(base::ByteView bytes, std::size_t offset) {
    const auto tag = base::read_le<std::uint32_t>(bytes, offset);
    if (tag > 1) return std::nullopt;
    return tag == 0 ? std::optional<Pubkey>{} : read_pubkey(bytes, offset + 4);
}

inline std::optional<std::optional<std::uint64_t>> read_optional_u64(base::ByteView bytes, std::size_t offset) {
    const auto tag = base::read_le<std::uint32_t>(bytes, offset);
    if (tag > 1) return std::nullopt;
    return tag == 0 ? std::optional<std::uint64_t>{} : base::read_le<std::uint64_t>(bytes, offset + 4);
}

}  // namespace burner::solana
