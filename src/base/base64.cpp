#include "base/base64.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace burner::base {

namespace {

constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t no_digit = 0xff;

constexpr std::array<std::uint8_t, 256> digits_of(std::string_view alphabet) {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}

constexpr auto standard_digits = digits_of(standard);
constexpr auto url_safe_digits = digits_of(url_safe);

/// The two characters of every 12 bits, which halve the look-ups.
using Pairs = std::array<std::array<char, 2>, 4096>;

constexpr Pairs pairs_of(std::string_view alphabet) {
    Pairs pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {alphabet[i >> 6], alphabet[i & 63]};
    return pairs;
}

constexpr Pairs standard_pairs = pairs_of(standard);
constexpr Pairs url_safe_pairs = pairs_of(url_safe);

/// Writes the `Count` lowest 12-bit digits of `group`, the most significant first.
template <int Count>
void write_pairs(char* to, std::uint64_t group, const Pairs& pairs) {
    for (int i = 0; i < Count; ++i) std::memcpy(to + i * 2, pairs[group >> (Count - 1 - i) * 12 & 0xfff].data(), 2);
}

std::uint64_t read_be64(const std::uint8_t* from) {
    std::uint64_t value;
    std::memcpy(&value, from, sizeof value);
    return std::endian::native == std::endian::little ? std::byteswap(value) : value;
}

void encode_to(char* to, ByteView bytes, const Pairs& pairs) {
    const std::uint8_t* from = bytes.data();
    const std::uint8_t* const end = from + bytes.size();
    for (; end - from >= 8; from += 6, to += 8) write_pairs<4>(to, read_be64(from) >> 16, pairs);
    for (; end - from >= 3; from += 3, to += 4) {
        write_pairs<2>(to, std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | from[2], pairs);
    }
    if (from == end) return;
    const bool two = end - from == 2;
    const std::uint32_t group = std::uint32_t{from[0]} << 16 | (two ? std::uint32_t{from[1]} << 8 : 0);
    std::memcpy(to, pairs[group >> 12].data(), 2);
    if (two) to[2] = pairs[group & 0xfff][0];
}

void encode(std::string& out, ByteView bytes, const Pairs& pairs) {
    const std::size_t start = out.size();
    const std::size_t rest = bytes.size() % 3;
    const std::size_t size = start + bytes.size() / 3 * 4 + (rest == 0 ? 0 : rest + 1);
    out.resize_and_overwrite(size, [&](char* text, std::size_t) {
        encode_to(text + start, bytes, pairs);
        return size;
    });
}

bool decode_tail(std::string_view tail, const std::array<std::uint8_t, 256>& digits, std::uint8_t* to) {
    std::uint32_t group = 0;
    for (const char c : tail) {
        const std::uint8_t digit = digits[static_cast<std::uint8_t>(c)];
        if (digit == no_digit) return false;
        group = group << 6 | digit;
    }
    if (tail.size() == 2) {
        *to = static_cast<std::uint8_t>(group >> 4);
        return (group & 0xf) == 0;
    }
    to[0] = static_cast<std::uint8_t>(group >> 10);
    to[1] = static_cast<std::uint8_t>(group >> 2);
    return (group & 0x3) == 0;
}

/// Decodes `text`, which has no padding.
std::optional<Bytes> decode(std::string_view text, const std::array<std::uint8_t, 256>& digits) {
    const std::size_t rest = text.size() % 4;
    if (rest == 1) return std::nullopt;
    const std::size_t whole = text.size() / 4;
    Bytes out(whole * 3 + (rest == 0 ? 0 : rest - 1));
    std::uint8_t* to = out.data();
    const char* from = text.data();
    for (std::size_t i = 0; i < whole; ++i, from += 4) {
        const std::uint32_t a = digits[static_cast<std::uint8_t>(from[0])];
        const std::uint32_t b = digits[static_cast<std::uint8_t>(from[1])];
        const std::uint32_t c = digits[static_cast<std::uint8_t>(from[2])];
        const std::uint32_t d = digits[static_cast<std::uint8_t>(from[3])];
        if ((a | b | c | d) & 0xc0) return std::nullopt;
        *to++ = static_cast<std::uint8_t>(a << 2 | b >> 4);
        *to++ = static_cast<std::uint8_t>(b << 4 | c >> 2);
        *to++ = static_cast<std::uint8_t>(c << 6 | d);
    }
    if (rest != 0 && !decode_tail(text.substr(whole * 4), digits, to)) return std::nullopt;
    return out;
}

}  // namespace

std::string to_base64(ByteView bytes) {
    std::string out;
    encode(out, bytes, standard_pairs);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

void append_base64url(std::string& out, ByteView bytes) {
    encode(out, bytes, url_safe_pairs);
}

std::string to_base64url(ByteView bytes) {
    std::string out;
    encode(out, bytes, url_safe_pairs);
    return out;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    return decode(text, standard_digits);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode(text, url_safe_digits);
}

}  // namespace burner::base
