#pragma once

#include <string_view>

namespace burner::http {

/// Tells whether `c` may stand in a token, such as a method or the name of a field (RFC 9110 section 5.6.2).
constexpr bool is_token_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.contains(c);
}

/// Tells whether `c` may stand in a field's value or between quotes: no control character but the tab may.
constexpr bool is_text_character(char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

}  // namespace burner::http
