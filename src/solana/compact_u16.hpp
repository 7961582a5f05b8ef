#pragma once

#include <cstdint>
#include <expected>

#include "base/bytes.hpp"

namespace burner::solana {

/// Returns the size of Solana's length prefix: 7 bits a byte, low first, high bit = more follows; at most 3 bytes.
constexpr std::size_t compact_u16_size(std::size_t value) {
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;
}

void append_compact_u16(base::Bytes& out, std::uint16_t value);

struct CompactU16 {
    std::uint16_t value = 0;
    std::size_t size = 0;  ///< bytes read
};

enum class CompactU16Error { truncated, not_minimal, too_large };

/// Reads the prefix at the start of `bytes`. Refuses longer forms than needed and more than 65,535.
std::expected<CompactU16, CompactU16Error> read_compact_u16(base::ByteView bytes);

}  // namespace burner::solana
