#include "solana/compact_u16.hpp"

namespace burner::solana {

void append_compact_u16(base::Bytes& out, std::uint16_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

std::expected<CompactU16, CompactU16Error> read_compact_u16(base::ByteView bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        if (i == bytes.size()) return std::unexpected(CompactU16Error::truncated);
        const std::uint8_t byte = bytes[i];
        if (i > 0 && byte == 0) return std::unexpected(CompactU16Error::not_minimal);
        value |= std::uint32_t{byte & 0x7fU} << 7 * i;
        if (byte < 0x80) {
            if (value > 0xffff) return std::unexpected(CompactU16Error::too_large);
            return CompactU16{static_cast<std::uint16_t>(value), i + 1};
        }
    }
    return std::unexpected(CompactU16Error::too_large);
}

}  // namespace burner::solana
