#include "http/response_writer.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/append.hpp"

namespace burner::http {

using base::append;

namespace {

/// Tells whether the status has no content (RFC 9110 sections 15.2, 15.3.5 and 15.4.5). Section 8.6 forbids a
/// Content-Length with 1xx and 204.
bool never_has_content(int status) {
    return status < 200 || status == 204 || status == 304;
}

std::string_view text_of(const fmt::format_int& number) {
    return {number.data(), number.size()};
}

/// Appends a value with spaces for control characters: a line break would let its author write fields of their own.
void append_value(std::string& out, std::string_view value) {
    const auto begin = out.size();
    out += value;
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
        [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; }, ' ');
}

}  // namespace

void append_head(std::string& out, const Response& response, const Delivery& delivery) {
    const fmt::format_int status{response.status};
    append(out, "HTTP/1.1 ", text_of(status), " ", status_text(response.status), "\r\nDate: ", delivery.date);
    const auto content = response.content();
    if (!content.empty() && !response.content_type.empty() && !never_has_content(response.status)) {
        append(out, "\r\nContent-Type: ", response.content_type);
    }
    if (!never_has_content(response.status)) {
        const fmt::format_int length{content.size()};
        append(out, "\r\nContent-Length: ", text_of(length));
    }
    if (!response.head_block.empty()) append(out, "\r\n", response.head_block);
    for (const auto& header : response.headers) {
        append(out, "\r\n", header.name, ": ");
        append_value(out, header.value);
    }
    if (!delivery.keep_alive) {
        out += "\r\nConnection: close";
    } else if (delivery.http_1_0) {
        out += "\r\nConnection: keep-alive";
    }
    out += "\r\n\r\n";
}

std::string_view sent_content(const Response& response, const Delivery& delivery) {
    if (delivery.head_only || never_has_content(response.status)) return {};
    return response.content();
}

}  // namespace burner::http
