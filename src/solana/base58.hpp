#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace burner::solana {

inline constexpr std::string_view base58_alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The lengths of the longest texts of 32 and of 64 bytes.
inline constexpr std::size_t base58_key_length = 44;
inline constexpr std::size_t base58_signature_length = 88;

/// Encode the two sizes that Solana uses and return the text's length; what follows it in `out` is overwritten with
/// anything. No allocation.
std::size_t encode_base58(std::span<const std::uint8_t, 32> bytes, std::span<char, base58_key_length> out);
std::size_t encode_base58(std::span<const std::uint8_t, 64> bytes, std::span<char, base58_signature_length> out);

namespace detail {

__extension__ using Wide = unsigned __int128;

inline constexpr std::uint8_t no_digit = 0x80;

inline constexpr auto base58_digits = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < base58_alphabet.size(); ++i)
        table[static_cast<std::uint8_t>(base58_alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

inline constexpr std::size_t group_length = 10;
inline constexpr std::uint64_t group_base = 58ULL * 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58;

/// Returns the number that up to ten digits write (< 2^59). `seen` collects the bits of all digits.
constexpr std::uint64_t gather(std::string_view text, std::size_t from, std::size_t length, std::uint8_t& seen) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::uint8_t digit = base58_digits[static_cast<std::uint8_t>(text[from + i])];
        seen |= digit;
        number = number * 58 + digit;
    }
    return number;
}

/// Computes value = value × 58^10 + addend in little-endian words; returns what no longer fits.
template <std::size_t Words>
constexpr std::uint64_t shift_in(std::array<std::uint64_t, Words>& value, std::uint64_t addend) {
    for (std::uint64_t& word : value) {
        const Wide product = Wide{word} * group_base + addend;
        word = static_cast<std::uint64_t>(product);
        addend = static_cast<std::uint64_t>(product >> 64);
    }
    return addend;
}

template <std::size_t Size>
constexpr std::array<std::uint8_t, Size> to_bytes(std::array<std::uint64_t, Size / 8> value) {
    std::ranges::reverse(value);
    for (std::uint64_t& word : value) word = std::byteswap(word);
    return std::bit_cast<std::array<std::uint8_t, Size>>(value);
}

}  // namespace detail

/// Decodes the text of exactly `Size` bytes; anything else is nullopt. Ten digits at a time are gathered in a machine
/// word, then one long multiplication takes them in. Works at compile time too.
template <std::size_t Size>
constexpr std::optional<std::array<std::uint8_t, Size>> decode_base58(std::string_view text) {
    static_assert(Size == 32 || Size == 64);
    constexpr std::size_t longest = Size == 32 ? base58_key_length : base58_signature_length;
    if (text.size() < Size || text.size() > longest) return std::nullopt;
    std::array<std::uint64_t, Size / 8> value{};
    std::uint8_t seen = 0;
    std::uint64_t overflow = 0;
    std::size_t at = text.size() % detail::group_length;
    value[0] = detail::gather(text, 0, at, seen);
    for (; at < text.size(); at += detail::group_length)
        overflow |= detail::shift_in(value, detail::gather(text, at, detail::group_length, seen));
    if (overflow != 0 || (seen & detail::no_digit) != 0) return std::nullopt;

    const auto bytes = detail::to_bytes<Size>(value);
    std::size_t zeros = 0;
    while (zeros < Size && bytes[zeros] == 0) ++zeros;
    std::size_t ones = 0;
    while (ones < text.size() && text[ones] == '1') ++ones;
    if (zeros != ones) return std::nullopt;
    return bytes;
}

}  // namespace burner::solana
