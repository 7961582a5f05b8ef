#include "base/utf8.hpp"

#include <cstdint>
#include <string>

namespace burner::base {

namespace {

struct LeadByte {
    std::size_t length;
    std::uint8_t first_low = 0x80;  // bounds of the second byte: RFC 3629 section 4
    std::uint8_t first_high = 0xbf;
};

LeadByte classify(std::uint8_t lead) {
    if (lead < 0x80) return {1};
    if (lead >= 0xc2 && lead <= 0xdf) return {2};
    if (lead == 0xe0) return {3, 0xa0, 0xbf};
    if (lead == 0xed) return {3, 0x80, 0x9f};
    if (lead >= 0xe1 && lead <= 0xef) return {3};
    if (lead == 0xf0) return {4, 0x90, 0xbf};
    if (lead >= 0xf1 && lead <= 0xf3) return {4};
    if (lead == 0xf4) return {4, 0x80, 0x8f};
    return {0};
}

std::string_view after_whole_characters(std::string_view text) {
    while (!text.empty()) {
        const auto length = utf8_length(text);
        if (length == 0) break;
        text.remove_prefix(length);
    }
    return text;
}

/// Returns whether `text`, which is no whole character, is the beginning of one.
bool begins_character(std::string_view text) {
    constexpr char any_continuation = '\x80';
    const LeadByte lead = classify(static_cast<std::uint8_t>(text[0]));
    if (text.size() >= lead.length) return false;
    if (text.size() == 1) return true;
    // The bytes after the second one do not depend on what came before.
    std::string whole{text};
    whole.resize(lead.length, any_continuation);
    return utf8_length(whole) != 0;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const LeadByte lead = classify(byte(0));
    if (lead.length <= 1) return lead.length;
    if (text.size() < lead.length || byte(1) < lead.first_low || byte(1) > lead.first_high) return 0;
    for (std::size_t i = 2; i < lead.length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    return lead.length;
}

bool is_utf8(std::string_view text) {
    return after_whole_characters(text).empty();
}

bool begins_utf8(std::string_view text) {
    const auto rest = after_whole_characters(text);
    return rest.empty() || begins_character(rest);
}

}  // namespace burner::base
