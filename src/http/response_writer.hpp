#pragma once

#include <string>
#include <string_view>

#include "http/response.hpp"

namespace burner::http {

/// The facts that a connection adds to an answer.
struct Delivery {
    bool keep_alive = true;
    bool http_1_0 = false;   ///< the client must be told that the connection stays
    bool head_only = false;  ///< HEAD
    std::string_view date;   ///< IMF-fixdate
};

/// Appends status line and fields, with the empty line.
void append_head(std::string& out, const Response& response, const Delivery& delivery);

/// Returns what follows the head on the wire: empty for HEAD, 204 and 304.
std::string_view sent_content(const Response& response, const Delivery& delivery);

}  // namespace burner::http
