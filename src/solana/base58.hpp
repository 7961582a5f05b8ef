#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace burner::solana {

inline constexpr std::string_view base58_alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Longest text of 32 and of 64 bytes.
inline constexpr std::size_t base58_key_length = 44;
inline constexpr std::size_t base58_signature_length = 88;

/// Base58 of the two sizes that Solana uses. Return the number of characters written. No allocation.
std::size_t encode_base58(std::span<const std::uint8_t, 32> bytes, std::span<char, base58_key_length> out);
std::size_t encode_base58(std::span<const std::uint8_t, 64> bytes, std::span<char, base58_signature_length> out);

namespace detail {

__extension__ using Wide = unsigned __int128;

inline constexpr std::uint8_t no_digit = 0xff;

inline constexpr auto base58_digits = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < base58_alphabet.size(); ++i)
        table[static_cast<std::uint8_t>(base58_alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

/// value = value × factor + addend in little-endian words; false when it does not fit.
template <std::size_t Words>
constexpr bool multiply_add(std::array<std::uint64_t, Words>& value, std::uint64_t factor, std::uint64_t addend) {
    for (std::uint64_t& word : value) {
        const Wide product = Wide{word} * factor + addend;
        word = static_cast<std::uint64_t>(product);
        addend = static_cast<std::uint64_t>(product >> 64);
    }
    return addend == 0;
}

/// `value` as big-endian bytes, and whether its leading zero bytes equal `ones`.
template <std::size_t Size>
constexpr bool unpack(const std::array<std::uint64_t, Size / 8>& value, std::size_t ones,
                      std::array<std::uint8_t, Size>& out) {
    for (std::size_t i = 0; i < Size; ++i)
        out[i] = static_cast<std::uint8_t>(value[Size / 8 - 1 - i / 8] >> (56 - i % 8 * 8));
    std::size_t zeros = 0;
    while (zeros < Size && out[zeros] == 0) ++zeros;
    return zeros == ones;
}

}  // namespace detail

/// Text of exactly `Size` bytes; anything else is nullopt. Ten digits (< 2^59) are gathered in a
/// machine word, then one long multiplication takes them in. Also at compile time.
template <std::size_t Size>
constexpr std::optional<std::array<std::uint8_t, Size>> decode_base58(std::string_view text) {
    static_assert(Size == 32 || Size == 64);
    constexpr std::size_t longest = Size == 32 ? base58_key_length : base58_signature_length;
    if (text.size() < Size || text.size() > longest) return std::nullopt;
    std::array<std::uint64_t, Size / 8> value{};
    for (std::size_t at = 0; at < text.size();) {
        std::uint64_t digits = 0;
        std::uint64_t power = 1;
        for (const std::size_t end = std::min(at + 10, text.size()); at < end; ++at) {
            const std::uint8_t digit = detail::base58_digits[static_cast<std::uint8_t>(text[at])];
            if (digit == detail::no_digit) return std::nullopt;
            digits = digits * 58 + digit;
            power *= 58;
        }
        if (!detail::multiply_add(value, power, digits)) return std::nullopt;
    }
    std::size_t ones = 0;
    while (ones < text.size() && text[ones] == '1') ++ones;
    std::array<std::uint8_t, Size> out{};
    if (!detail::unpack<Size>(value, ones, out)) return std::nullopt;
    return out;
}

}  // namespace burner::solana
