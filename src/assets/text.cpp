#include "assets/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace burner::assets {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// C0 and C1 controls, soft hyphen, Arabic letter mark, zero-width and bidirectional characters, separators,
/// byte order mark, interlinear and tag characters.
constexpr Range hidden[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},      {0x61c, 0x61c},
                            {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e},  {0x2060, 0x206f},
                            {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

bool is_hidden(char32_t character) {
    for (const Range& range : hidden) {
        if (character >= range.first && character <= range.last) return true;
    }
    return false;
}

struct Character {
    char32_t value = 0;
    std::size_t bytes = 0;  ///< 0: not UTF-8
};

/// Reads the first character of `text`; refuses overlong forms and surrogates (RFC 3629).
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (size == 0 || lead > 0xf4 || text.size() < size) return {};
    char32_t value = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        value = value << 6 | (byte(i) & 0x3fU);
    }
    constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
    return {value, size};
}

std::string trimmed(std::string text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string clean_text(std::string_view text, std::size_t max_characters) {
    std::string clean;
    std::size_t characters = 0;
    while (!text.empty() && characters < max_characters) {
        const Character character = first_character(text);
        if (character.bytes == 0) {
            text.remove_prefix(1);
            continue;
        }
        const bool is_leading_space = clean.empty() && character.value == ' ';
        if (!is_hidden(character.value) && !is_leading_space) {
            clean.append(text.substr(0, character.bytes));
            ++characters;
        }
        text.remove_prefix(character.bytes);
    }
    return trimmed(std::move(clean));
}

bool is_public_uri(std::string_view uri) {
    constexpr std::array<std::string_view, 4> schemes = {"https://", "http://", "ipfs://", "ar://"};
    return std::ranges::any_of(
               schemes,
               [uri](std::string_view scheme) { return uri.size() > scheme.size() && uri.starts_with(scheme); }) &&
           uri.find_first_of(" \"<>\\^`{|}") == std::string_view::npos;
}

bool is_image_uri(std::string_view uri) {
    constexpr std::array<std::string_view, 7> endings = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"};
    const std::string_view path = uri.substr(0, uri.find_first_of("?#"));
    return is_public_uri(uri) &&
           std::ranges::any_of(endings, [path](std::string_view ending) { return path.ends_with(ending); });
}

std::string nft_name(std::string name) {
    return name.empty() ? "Unknown NFT" : std::move(name);
}

std::string collection_name(std::string name) {
    return name.empty() ? "Unknown collection" : std::move(name);
}

std::string abbreviate(const solana::Pubkey& address) {
    const std::string text = solana::to_base58(address);
    std::string short_text(text, 0, 4);
    short_text.append("…").append(text, text.size() - 4, 4);
    return short_text;
}

}  // namespace burner::assets
