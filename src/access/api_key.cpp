#include "access/api_key.hpp"

#include <algorithm>
#include <array>

#include "base/random.hpp"

namespace burner::access {

namespace {

constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct Prefix {
    std::string_view text;
    KeyForm form;
};
constexpr std::array prefixes{
    Prefix{"ak_live_", {KeyKind::secret, Mode::live}},
    Prefix{"ak_test_", {KeyKind::secret, Mode::test}},
    Prefix{"pk_live_", {KeyKind::publishable, Mode::live}},
    Prefix{"pk_test_", {KeyKind::publishable, Mode::test}},
};
constexpr std::size_t prefix_length = 8;
static_assert(std::ranges::all_of(prefixes, [](const Prefix& one) { return one.text.size() == prefix_length; }));

constexpr std::size_t random_length = 30;
constexpr std::size_t checksum_length = 6;  // 62^6 > 2^32

constexpr std::uint8_t no_digit = 0xff;

constexpr auto base62_digits = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < base62.size(); ++i)
        table[static_cast<std::uint8_t>(base62[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

std::uint8_t digit_of(char c) {
    return base62_digits[static_cast<std::uint8_t>(c)];
}

/// The effect of a byte on the CRC when 0 to 3 bytes follow it, so that four at a time need not wait for each other.
constexpr auto crc_tables = [] {
    std::array<std::array<std::uint32_t, 256>, 4> tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
        tables[0][byte] = crc;
    }
    for (std::size_t after = 1; after < tables.size(); ++after) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t crc = tables[after - 1][byte];
            tables[after][byte] = crc >> 8 ^ tables[0][crc & 0xff];
        }
    }
    return tables;
}();

std::uint32_t crc32(std::string_view text) {
    std::uint32_t crc = ~0u;
    for (; text.size() >= 4; text.remove_prefix(4)) {
        for (std::size_t i = 0; i < 4; ++i) crc ^= std::uint32_t{static_cast<std::uint8_t>(text[i])} << 8 * i;
        crc = crc_tables[3][crc & 0xff] ^ crc_tables[2][crc >> 8 & 0xff] ^ crc_tables[1][crc >> 16 & 0xff] ^
              crc_tables[0][crc >> 24];
    }
    for (const char c : text) crc = crc >> 8 ^ crc_tables[0][(crc ^ static_cast<std::uint8_t>(c)) & 0xff];
    return ~crc;
}

/// Returns the number that base62 digits stand for; below 62^6, as there are six.
std::uint64_t base62_number(std::string_view digits) {
    std::uint64_t number = 0;
    for (const char c : digits) number = number * base62.size() + digit_of(c);
    return number;
}

std::string random_base62(std::size_t length) {
    constexpr std::uint8_t fair = 256 / base62.size() * base62.size();  // bytes from here on would favour some digits
    std::string text;
    while (text.size() < length) {
        std::array<std::uint8_t, 64> bytes;
        base::random_bytes(bytes);
        for (const std::uint8_t byte : bytes) {
            if (byte < fair && text.size() < length) text += base62[byte % base62.size()];
        }
    }
    return text;
}

}  // namespace

std::string_view to_text(Mode mode) {
    return mode == Mode::live ? "live" : "test";
}

std::optional<Mode> mode_from_text(std::string_view word) {
    if (word == "live") return Mode::live;
    if (word == "test") return Mode::test;
    return std::nullopt;
}

std::string_view to_text(KeyKind kind) {
    return kind == KeyKind::secret ? "secret" : "publishable";
}

std::optional<KeyKind> key_kind_from_text(std::string_view word) {
    if (word == "secret") return KeyKind::secret;
    if (word == "publishable") return KeyKind::publishable;
    return std::nullopt;
}

std::string api_key_checksum(std::string_view random_part) {
    std::string digits(checksum_length, base62[0]);
    std::uint32_t rest = crc32(random_part);
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        *digit = base62[rest % base62.size()];
        rest /= static_cast<std::uint32_t>(base62.size());
    }
    return digits;
}

base::Secret generate_api_key(KeyForm form) {
    std::string key{std::ranges::find(prefixes, form, &Prefix::form)->text};
    const std::string random_part = random_base62(random_length);
    key += random_part;
    key += api_key_checksum(random_part);
    return base::Secret{std::move(key)};
}

std::optional<KeyForm> form_of_api_key(std::string_view text) {
    if (text.size() != prefix_length + random_length + checksum_length) return std::nullopt;
    const auto prefix = std::ranges::find(prefixes, text.substr(0, prefix_length), &Prefix::text);
    if (prefix == prefixes.end()) return std::nullopt;
    const std::string_view digits = text.substr(prefix_length);
    if (std::ranges::any_of(digits, [](char c) { return digit_of(c) == no_digit; })) return std::nullopt;
    if (base62_number(digits.substr(random_length)) != crc32(digits.substr(0, random_length))) return std::nullopt;
    return prefix->form;
}

}  // namespace burner::access
