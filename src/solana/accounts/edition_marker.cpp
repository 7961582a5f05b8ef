#include "solana/accounts/edition_marker.hpp"

#include <algorithm>

#include "solana/accounts/borsh_reader.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t marker_key = 7;
constexpr std::uint8_t marker_v2_key = 13;
constexpr std::size_t marker_size = 32;

struct Bit {
    std::uint64_t byte = 0;
    std::uint8_t mask = 0;
};

Bit bit_of(const EditionMarker& marker, std::uint64_t number) {
    const std::uint64_t offset = marker.holds_all_numbers ? number : number % token_metadata::editions_per_marker;
    return {offset / 8, static_cast<std::uint8_t>(0x80 >> (offset % 8))};
}

bool is_empty(const base::Bytes& ledger) {
    return std::ranges::all_of(ledger, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

bool EditionMarker::has(std::uint64_t number) const {
    const Bit bit = bit_of(*this, number);
    return bit.byte < ledger.size() && (ledger[bit.byte] & bit.mask) != 0;
}

std::optional<EditionMarker> parse_edition_marker(base::ByteView data) {
    BorshReader in{data};
    const auto key = in.integer<std::uint8_t>();
    if (key == marker_key && data.size() == marker_size) {
        const base::ByteView ledger = in.take(in.left());
        return EditionMarker{{ledger.begin(), ledger.end()}, false};
    }
    if (key != marker_v2_key) return std::nullopt;
    const base::ByteView ledger = in.bytes();
    if (in.failed()) return std::nullopt;
    return EditionMarker{{ledger.begin(), ledger.end()}, true};
}

bool is_closed_by_burn(const EditionMarker& marker, std::uint64_t number, bool owns_master) {
    if (!owns_master) return is_empty(marker.ledger);
    if (!marker.has(number)) return false;  // the program toggles the bit
    EditionMarker left = marker;
    const Bit bit = bit_of(left, number);
    left.ledger[bit.byte] ^= bit.mask;
    return is_empty(left.ledger);
}

}  // namespace burner::solana
