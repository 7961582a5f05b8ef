#include "http/head_scanner.hpp"

namespace burner::http {

namespace {

bool begins_request(char c) {
    return c > 0x20 && c < 0x7f;
}

}  // namespace

std::expected<std::optional<std::size_t>, Refusal> HeadScanner::scan(std::string_view data) {
    // A TLS handshake on a plain port is told so at once.
    if (next_ == 0 && !data.empty() && !begins_request(data.front())) return refuse(400, "This is not an HTTP request");
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

}  // namespace burner::http
