#include "base/json_text.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "base/plain_ascii.hpp"

namespace burner::base {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

struct LeadByte {
    std::size_t length;
    std::uint8_t first_low = 0x80;  // bounds of the second byte: RFC 3629 section 4
    std::uint8_t first_high = 0xbf;
};

LeadByte classify(std::uint8_t lead) {
    if (lead >= 0xc2 && lead <= 0xdf) return {2};
    if (lead == 0xe0) return {3, 0xa0, 0xbf};
    if (lead == 0xed) return {3, 0x80, 0x9f};
    if (lead >= 0xe1 && lead <= 0xef) return {3};
    if (lead == 0xf0) return {4, 0x90, 0xbf};
    if (lead >= 0xf1 && lead <= 0xf3) return {4};
    if (lead == 0xf4) return {4, 0x80, 0x8f};
    return {0};
}

/// Length of the UTF-8 sequence at the front of `text`, 0 when it is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const LeadByte lead = classify(byte(0));
    if (lead.length == 0 || text.size() < lead.length) return 0;
    if (byte(1) < lead.first_low || byte(1) > lead.first_high) return 0;
    for (std::size_t i = 2; i < lead.length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    return lead.length;
}

void append_control(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint8_t>(c));
    }
}

/// How many characters at the front need no escape.
std::size_t plain_run(std::string_view text) {
    if (is_plain_ascii<'"', '\\'>(text)) return text.size();
    std::size_t run = 0;
    while (is_plain_ascii<'"', '\\'>(text.substr(run, 1))) ++run;
    return run;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t run = plain_run(text.substr(at));
        out.append(text, at, run);
        at += run;
        if (at == text.size()) return;
        if (static_cast<std::uint8_t>(text[at]) < 0x80) {
            append_control(out, text[at++]);
            continue;
        }
        const std::size_t length = sequence_length(text.substr(at));
        out += length == 0 ? replacement : text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, text);
    out += '"';
}

}  // namespace burner::base
