#include "http/response_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace burner::http {

namespace {

/// RFC 9110 section 15.2, 15.3.5 and 15.4.5; section 8.6 forbids a Content-Length with 1xx and 204.
bool never_has_content(int status) {
    return status < 200 || status == 204 || status == 304;
}

void append_number(std::string& out, std::size_t number) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(std::begin(digits), end);
}

/// A line break in a value would let its author write fields of his own.
void append_value(std::string& out, std::string_view value) {
    const auto begin = out.size();
    out += value;
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
        [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; }, ' ');
}

}  // namespace

void append_head(std::string& out, const Response& response, const Delivery& delivery) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out += ' ';
    out += status_text(response.status);
    out += "\r\nDate: ";
    out += delivery.date;
    const auto content = response.content();
    if (!content.empty() && !response.content_type.empty() && !never_has_content(response.status)) {
        out += "\r\nContent-Type: ";
        out += response.content_type;
    }
    if (!never_has_content(response.status)) {
        out += "\r\nContent-Length: ";
        append_number(out, content.size());
    }
    for (const auto& header : response.headers) {
        out += "\r\n";
        out += header.name;
        out += ": ";
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
