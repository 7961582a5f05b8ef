#include "redact.hpp"

namespace burnandclaim {
namespace {

bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

std::size_t word_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_word(text[length])) ++length;
    return length;
}

/// Returns the length of the token at the start of `text` (`eyJ`, and two more parts behind dots), or 0.
std::size_t token_length(std::string_view text) {
    if (!text.starts_with("eyJ")) return 0;
    std::size_t length = word_length(text);
    for (int part = 0; part < 2; ++part) {
        if (length >= text.size() || text[length] != '.') return 0;
        length += 1 + word_length(text.substr(length + 1));
    }
    return length;
}

std::size_t key_length(std::string_view text) {
    return text.starts_with("ak_live_") || text.starts_with("ak_test_") ? word_length(text) : 0;
}

}  // namespace

std::string redact(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (const auto key = key_length(text)) {
            out += "[api key]";
            text.remove_prefix(key);
        } else if (const auto token = token_length(text)) {
            out += "[session token]";
            text.remove_prefix(token);
        } else {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace burnandclaim
