#include "solana/base58.hpp"

#include <cstring>

namespace burner::solana {

namespace {

constexpr std::uint64_t limb_base = 58ULL * 58 * 58 * 58 * 58;

template <std::size_t Size>
constexpr std::size_t limbs_of = Size == 32 ? 9 : 18;

/// Row i: 2^(32·(last − i)) in base 58^5, most significant limb first: what input word i weighs.
template <std::size_t Size>
constexpr auto weights = [] {
    constexpr std::size_t words = Size / 4;
    constexpr std::size_t limbs = limbs_of<Size>;
    std::array<std::array<std::uint32_t, limbs>, words> rows{};
    rows[words - 1][limbs - 1] = 1;
    for (std::size_t i = words - 1; i-- > 0;) {
        std::uint64_t carry = 0;
        for (std::size_t j = limbs; j-- > 0;) {
            const std::uint64_t value = (std::uint64_t{rows[i + 1][j]} << 32) + carry;
            rows[i][j] = static_cast<std::uint32_t>(value % limb_base);
            carry = value / limb_base;
        }
    }
    return rows;
}();

/// The number of words whose products are summed before a carry.
template <std::size_t Size>
constexpr std::size_t block = Size == 32 ? 8 : 4;

/// Checks that no column of a block can exceed 64 bits, whatever the words, on top of what a carry leaves.
template <std::size_t Size>
constexpr bool columns_fit() {
    constexpr std::size_t limbs = limbs_of<Size>;
    for (std::size_t first = 0; first < Size / 4; first += block<Size>) {
        for (std::size_t j = 0; j < limbs; ++j) {
            detail::Wide sum = first == 0 ? 0 : limb_base;
            for (std::size_t i = first; i < first + block<Size>; ++i)
                sum += detail::Wide{weights<Size>[i][j]} * 0xffffffff;
            // The carry that the column to the right sends adds less than 2^36.
            if ((sum + (detail::Wide{1} << 36)) >> 64 != 0) return false;
        }
    }
    return true;
}

std::uint32_t read_be32(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

template <std::size_t Size>
std::array<std::uint64_t, limbs_of<Size>> to_limbs(std::span<const std::uint8_t, Size> bytes) {
    static_assert(columns_fit<Size>());
    constexpr std::size_t limbs = limbs_of<Size>;
    std::array<std::uint64_t, limbs> sums{};
    for (std::size_t first = 0; first < Size / 4; first += block<Size>) {
        for (std::size_t i = first; i < first + block<Size>; ++i) {
            const std::uint64_t word = read_be32(bytes.data() + i * 4);
            for (std::size_t j = 0; j < limbs; ++j) sums[j] += word * weights<Size>[i][j];
        }
        for (std::size_t j = limbs - 1; j > 0; --j) {
            sums[j - 1] += sums[j] / limb_base;
            sums[j] %= limb_base;
        }
    }
    return sums;
}

constexpr std::uint32_t pair_base = 58 * 58;

/// Every two digits as text: halves the divisions.
constexpr auto digit_pairs = [] {
    std::array<std::array<char, 2>, pair_base> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {base58_alphabet[i / 58], base58_alphabet[i % 58]};
    return pairs;
}();

void write_limb(char* out, std::uint32_t limb) {
    const std::uint32_t head = limb / pair_base;
    out[0] = base58_alphabet[head / pair_base];
    std::memcpy(out + 1, digit_pairs[head % pair_base].data(), 2);
    std::memcpy(out + 3, digit_pairs[limb % pair_base].data(), 2);
}

template <std::size_t Size, std::size_t Length>
std::size_t encode(std::span<const std::uint8_t, Size> bytes, std::span<char, Length> out) {
    constexpr std::size_t digits = limbs_of<Size> * 5;
    const auto sums = to_limbs(bytes);
    std::array<char, digits + Length> text;  // room to copy `Length` characters from any digit on
    for (std::size_t j = 0; j < sums.size(); ++j) write_limb(text.data() + j * 5, static_cast<std::uint32_t>(sums[j]));
    std::size_t zeros = 0;
    while (zeros < Size && bytes[zeros] == 0) ++zeros;
    std::size_t skip = 0;
    while (skip < digits && text[skip] == '1') ++skip;
    skip -= zeros;  // never below 0: a zero byte is worth more than one digit
    std::memcpy(out.data(), text.data() + skip, Length);
    return digits - skip;
}

}  // namespace

std::size_t encode_base58(std::span<const std::uint8_t, 32> bytes, std::span<char, base58_key_length> out) {
    return encode(bytes, out);
}

std::size_t encode_base58(std::span<const std::uint8_t, 64> bytes, std::span<char, base58_signature_length> out) {
    return encode(bytes, out);
}

}  // namespace burner::solana
