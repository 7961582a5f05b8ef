#include "http/head_scanner.hpp"

#include <algorithm>

#include "http/token.hpp"

namespace burner::http {

namespace {

constexpr std::size_t max_method_bytes = 32;  // the longest one registered has 17

bool begins_request(char c) {
    return c > 0x20 && c < 0x7f;
}

}  // namespace

std::expected<std::optional<std::size_t>, Refusal> HeadScanner::scan(std::string_view data) {
    // A TLS handshake on a plain port is refused at once.
    if (next_ == 0 && !data.empty() && !begins_request(data.front())) return refuse(400, "This is not an HTTP request");
    if (method_is_too_long(data)) return refuse(501, "Unknown method");
    for (auto end = data.find('\n', next_); end != std::string_view::npos; end = data.find('\n', next_)) {
        if (end == 0 || data[end - 1] != '\r') return refuse(400, "Lines must end with CR LF");
        if (end - line_ == 1) return end + 1;
        if (line_ != 0 && (data[line_] == ' ' || data[line_] == '\t'))
            return refuse(400, "Folded header fields are refused");
        line_ = next_ = end + 1;
    }
    next_ = data.size();
    return std::nullopt;
}

/// Tells it without waiting for the rest of the line: 501 is the answer (RFC 9112 section 3).
bool HeadScanner::method_is_too_long(std::string_view data) const {
    if (next_ > max_method_bytes || data.size() <= max_method_bytes) return false;
    return std::ranges::all_of(data.substr(0, max_method_bytes + 1), is_token_character);
}

}  // namespace burner::http
