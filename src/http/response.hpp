#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/websocket.hpp"

namespace burner::http {

struct ResponseHeader {
    std::string_view name;  ///< a literal: it must outlive the answer
    std::string value;      ///< control characters are sent as spaces
};

/// The number of fields that most answers have.
inline constexpr std::size_t usual_headers = 5;

/// An answer. The server adds Date, Content-Length and Connection; HEAD, 101, 204 and 304 go out without a body.
struct Response {
    int status = 200;
    std::string body;
    std::shared_ptr<const std::string> shared_body;      ///< sent in place of `body`, for answers kept in a cache
    std::string_view static_body{};                      ///< sent in place of `body`; it lives as long as the program
    std::string_view content_type = "application/json";  ///< a literal; empty = no such field
    std::string_view head_block{};  ///< more fields, as static_body is kept: `Name: value`, CRLF between them
    std::vector<ResponseHeader> headers;
    std::size_t owner = 0;               ///< while it waits for its client it counts for them: a hash of who asked
    bool close = false;                  ///< end the connection after this answer
    std::unique_ptr<Upgrade> upgrade{};  ///< with a 101 only: what the connection becomes

    std::string_view content() const {
        if (shared_body) return *shared_body;
        return static_body.empty() ? std::string_view{body} : static_body;
    }
};

/// Returns the reason phrase of RFC 9110 section 15 (431, 429: RFC 6585): `Not Found` for 404.
std::string_view status_text(int status);

}  // namespace burner::http
