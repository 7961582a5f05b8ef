#include "solana/curve.hpp"

#include "base/bytes.hpp"
#include "solana/jacobi.hpp"

namespace burner::solana {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t mask = (std::uint64_t{1} << 51) - 1;

/// A number modulo p = 2^255 − 19 in five limbs of 51 bits, little-endian. Limbs may carry a few bits
/// too many between operations. Not constant-time: addresses are public.
struct Field {
    std::array<std::uint64_t, 5> limbs{};
};

constexpr Words prime = {0xffffffffffffffed, 0xffffffffffffffff, 0xffffffffffffffff, 0x7fffffffffffffff};
constexpr Field one{{1, 0, 0, 0, 0}};
/// −121665 / 121666, the curve's constant.
constexpr Field d{{0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};

Field from_bytes(const std::array<std::uint8_t, 32>& bytes) {
    const auto word = [&](std::size_t offset) { return base::read_le<std::uint64_t>(bytes, offset); };
    return {{word(0) & mask, word(6) >> 3 & mask, word(12) >> 6 & mask, word(19) >> 1 & mask, word(24) >> 12 & mask}};
}

Field carried(const std::array<Wide, 5>& sums) {
    Field out;
    Wide carry = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const Wide sum = sums[i] + carry;
        out.limbs[i] = static_cast<std::uint64_t>(sum) & mask;
        carry = sum >> 51;
    }
    // 2^255 = 19, so what leaves at the top comes back at the bottom.
    out.limbs[0] += static_cast<std::uint64_t>(carry) * 19;
    out.limbs[1] += out.limbs[0] >> 51;
    out.limbs[0] &= mask;
    return out;
}

Field operator*(const Field& x, const Field& y) {
    const auto& a = x.limbs;
    const auto& b = y.limbs;
    const std::uint64_t b1 = b[1] * 19, b2 = b[2] * 19, b3 = b[3] * 19, b4 = b[4] * 19;
    const auto m = [](std::uint64_t l, std::uint64_t r) { return Wide{l} * r; };
    return carried({m(a[0], b[0]) + m(a[1], b4) + m(a[2], b3) + m(a[3], b2) + m(a[4], b1),
                    m(a[0], b[1]) + m(a[1], b[0]) + m(a[2], b4) + m(a[3], b3) + m(a[4], b2),
                    m(a[0], b[2]) + m(a[1], b[1]) + m(a[2], b[0]) + m(a[3], b4) + m(a[4], b3),
                    m(a[0], b[3]) + m(a[1], b[2]) + m(a[2], b[1]) + m(a[3], b[0]) + m(a[4], b4),
                    m(a[0], b[4]) + m(a[1], b[3]) + m(a[2], b[2]) + m(a[3], b[1]) + m(a[4], b[0])});
}

/// Returns x^(2^times).
Field squared(Field x, int times) {
    for (int i = 0; i < times; ++i) {
        const auto& a = x.limbs;
        const std::uint64_t a0 = a[0] * 2, a1 = a[1] * 2, a3 = a[3] * 19, a4 = a[4] * 19;
        const auto m = [](std::uint64_t l, std::uint64_t r) { return Wide{l} * r; };
        x = carried({m(a[0], a[0]) + 2 * (m(a[1], a4) + m(a[2], a3)), m(a0, a[1]) + 2 * m(a[2], a4) + m(a[3], a3),
                     m(a0, a[2]) + m(a[1], a[1]) + 2 * m(a[3], a4), m(a0, a[3]) + m(a1, a[2]) + m(a[4], a4),
                     m(a0, a[4]) + m(a1, a[3]) + m(a[2], a[2])});
    }
    return x;
}

Field operator+(const Field& x, const Field& y) {
    Field out;
    for (std::size_t i = 0; i < 5; ++i) out.limbs[i] = x.limbs[i] + y.limbs[i];
    return out;
}

/// Returns x − 1; 2p is added so that no limb goes below zero.
Field minus_one(const Field& x) {
    Field out = x;
    out.limbs[0] += 0xfffffffffffda - 1;
    for (std::size_t i = 1; i < 5; ++i) out.limbs[i] += 0xffffffffffffe;
    return out;
}

/// Returns x with limbs of 51 bits, which may still be p or more.
Field with_whole_carries(Field x) {
    for (int pass = 0; pass < 3; ++pass) {
        std::array<Wide, 5> sums;
        for (std::size_t i = 0; i < 5; ++i) sums[i] = x.limbs[i];
        x = carried(sums);
    }
    return x;
}

bool is_zero(const Field& x) {
    const auto l = with_whole_carries(x).limbs;
    const bool zero = (l[0] | l[1] | l[2] | l[3] | l[4]) == 0;
    const bool p = l[0] == mask - 18 && (l[1] & l[2] & l[3] & l[4]) == mask;
    return zero || p;
}

Words words_of(const Field& x) {
    const auto l = with_whole_carries(x).limbs;
    return {l[0] | l[1] << 51, l[1] >> 13 | l[2] << 38, l[2] >> 26 | l[3] << 25, l[3] >> 39 | l[4] << 12};
}

/// Computes x^((p − 1) / 2), Euler's criterion: 1 for a square, −1 for a non-square, 0 for 0. (p − 1) / 2 = 2^254 − 10.
Field euler(const Field& x) {
    const Field x2 = squared(x, 1);
    const Field x9 = squared(x2, 2) * x;
    const Field x11 = x9 * x2;
    const Field e5 = squared(x11, 1) * x9;  // eN = x^(2^N − 1)
    const Field e10 = squared(e5, 5) * e5;
    const Field e20 = squared(e10, 10) * e10;
    const Field e40 = squared(e20, 20) * e20;
    const Field e50 = squared(e40, 10) * e10;
    const Field e100 = squared(e50, 50) * e50;
    const Field e200 = squared(e100, 100) * e100;
    const Field e250 = squared(e200, 50) * e50;
    const Field quarter = squared(e250, 2) * x;  // x^(2^252 − 3)
    return squared(quarter, 2) * x2;
}

bool is_square_or_zero(const Field& x) {
    // A third of the time of Euler's criterion, which decides about what is left: 0 is among that.
    if (const auto symbol = jacobi_symbol(words_of(x), prime)) return *symbol == 1;
    return !is_zero(euler(x) + one);
}

}  // namespace

// x² = u / v with u = y² − 1 and v = d·y² + 1 has a root exactly if u·v is a square or 0 (v is never 0).
bool is_on_curve(const std::array<std::uint8_t, 32>& bytes) {
    const Field y2 = squared(from_bytes(bytes), 1);
    const Field u = minus_one(y2);
    const Field v = d * y2 + one;
    return is_square_or_zero(u * v);
}

}  // namespace burner::solana
