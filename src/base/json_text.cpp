#include "base/json_text.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "base/plain_ascii.hpp"
#include "base/utf8.hpp"

namespace burner::base {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

/// Returns whether this is one of U+0080 to U+009F, which some terminals obey as they do U+0000 to U+001F.
bool is_c1_control(std::string_view sequence) {
    return sequence.size() == 2 && sequence[0] == '\xc2' && static_cast<std::uint8_t>(sequence[1]) < 0xa0;
}

void append_control(std::string& out, char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint8_t>(c));
    }
}

/// Counts the characters at the front that need no escape.
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
        const std::size_t length = utf8_length(text.substr(at));
        if (is_c1_control(text.substr(at, length))) {
            append_control(out, text[at + 1]);  // its last byte is its number
        } else {
            out += length == 0 ? replacement : text.substr(at, length);
        }
        at += length == 0 ? 1 : length;
    }
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, text);
    out += '"';
}

}  // namespace burner::base
