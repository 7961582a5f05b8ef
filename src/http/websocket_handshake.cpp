#include "http/websocket_handshake.hpp"

#include <algorithm>
#include <array>

#include <openssl/sha.h>

#include "base/base64.hpp"
#include "http/token.hpp"

namespace burner::http {

namespace {

constexpr std::size_t key_bytes = 16;
constexpr std::size_t max_protocols = 16;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// Calls `take` with each element of a comma separated field, which may stand several times.
template <class Take>
void for_each_element(const Request& request, std::string_view name, Take take) {
    for (const auto& header : request.headers) {
        if (!same_ignoring_case(header.name, name)) continue;
        auto rest = header.value;
        for (;;) {
            const auto comma = rest.find(',');
            take(trimmed(rest.substr(0, comma)));
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    }
}

bool lists(const Request& request, std::string_view name, std::string_view wanted) {
    bool found = false;
    for_each_element(request, name, [&](auto element) { found = found || same_ignoring_case(element, wanted); });
    return found;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool is_key(std::string_view key) {
    const auto bytes = base::from_base64(key);
    return bytes && bytes->size() == key_bytes;
}

std::string accept_value(std::string_view key) {
    std::string text{key};
    text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455 section 1.3
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return base::to_base64(digest);
}

}  // namespace

bool Handshake::offers(std::string_view protocol) const {
    return std::ranges::find(protocols, protocol) != protocols.end();
}

std::expected<Handshake, Refusal> read_handshake(const Request& request) {
    if (!request.may_upgrade || !lists(request, "Upgrade", "websocket") || !lists(request, "Connection", "upgrade")) {
        return refuse(426, "Upgrade to a WebSocket");
    }
    if (request.method != Method::get) return refuse(400, "A WebSocket begins with GET");
    if (request.has_body) return refuse(400, "A WebSocket begins without a body");
    if (request.count("Sec-WebSocket-Version") != 1 || request.header("Sec-WebSocket-Version") != "13") {
        return refuse(426, "Sec-WebSocket-Version must be 13");
    }
    Handshake handshake;
    handshake.key = request.header("Sec-WebSocket-Key").value_or(std::string_view{});
    if (request.count("Sec-WebSocket-Key") != 1 || !is_key(handshake.key)) {
        return refuse(400, "Sec-WebSocket-Key must be 16 bytes in base64, once");
    }
    bool valid = true;
    for_each_element(request, "Sec-WebSocket-Protocol", [&](auto protocol) {
        valid = valid && is_token(protocol) && !handshake.offers(protocol);
        if (valid) handshake.protocols.push_back(protocol);
        valid = valid && handshake.protocols.size() <= max_protocols;
    });
    if (!valid) return refuse(400, "Invalid Sec-WebSocket-Protocol");
    return handshake;
}

Response accept_handshake(const Handshake& handshake, std::string_view protocol, Upgrade upgrade) {
    Response response{.status = 101};
    response.headers.push_back({"Upgrade", "websocket"});
    response.headers.push_back({"Connection", "Upgrade"});
    response.headers.push_back({"Sec-WebSocket-Accept", accept_value(handshake.key)});
    if (!protocol.empty()) response.headers.push_back({"Sec-WebSocket-Protocol", std::string{protocol}});
    response.upgrade = std::make_unique<Upgrade>(std::move(upgrade));
    return response;
}

void add_upgrade_headers(Response& response) {
    response.headers.push_back({"Upgrade", "websocket"});
    response.headers.push_back({"Connection", "Upgrade"});
    response.headers.push_back({"Sec-WebSocket-Version", "13"});
}

}  // namespace burner::http
