#pragma once

#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

#include "http/limits.hpp"
#include "http/refusal.hpp"
#include "http/request.hpp"

namespace burner::http {

enum class Framing { no_body, length, chunked };

struct Head {
    Request request;  ///< without body and client
    Framing framing = Framing::no_body;
    std::uint64_t length = 0;
    bool keep_alive = true;  ///< what the client asks for
    bool http_1_0 = false;
    bool expects_continue = false;
};

/// Reads a whole head (request line to empty line) with Beast's parser and refuses what Beast lets through: see
/// RFC 9112 sections 3.2 (Host), 6.1 and 6.3 (one framing per message). Views go into `text` and `fields`.
std::expected<Head, Refusal> parse_head(std::string_view text, std::vector<Header>& fields, const Limits& limits);

}  // namespace burner::http
