#include "api/stream_request.hpp"

#include <algorithm>
#include <array>

#include "api/wire/query.hpp"

namespace burner::api {

namespace {

using base::ErrorCode;

constexpr std::string_view version = "burner.v1";
constexpr std::string_view token_prefix = "burner.token.";
constexpr std::string_view dpop_prefix = "burner.dpop.";
constexpr std::string_view jwt_start = "eyJ";  // `{"` in base64url

/// Tells whether a JWT may stand in the text. Base58 may hold the start by chance, but has no dots.
bool holds_jwt(std::string_view text) {
    const auto start = text.find(jwt_start);
    return start != std::string_view::npos && text.find('.', start) != std::string_view::npos;
}

bool looks_like_token(std::string_view name, std::string_view value) {
    static constexpr std::array<std::string_view, 6> names{"token",        "access_token",  "session_token",
                                                           "sessionToken", "authorization", "jwt"};
    const auto is_name = [&](std::string_view known) { return http::same_ignoring_case(name, known); };
    return std::ranges::any_of(names, is_name) || name.starts_with(jwt_start) || holds_jwt(value);
}

/// Keeps what follows the prefix, if the protocol has it. Returns whether it may: it comes once.
bool keep_once(std::string_view protocol, std::string_view prefix, std::optional<std::string_view>& kept) {
    if (!protocol.starts_with(prefix)) return true;
    if (kept) return false;
    kept = protocol.substr(prefix.size());
    return true;
}

}  // namespace

StreamRequest::StreamRequest(http::Handshake asked)
    : handshake(std::move(asked)), reads_refusals(handshake.offers(version)) {}

std::string_view StreamRequest::protocol() const {
    return reads_refusals ? version : std::string_view{};
}

base::Result<void> read_stream_token(StreamRequest& stream, const http::Request& request) {
    for (const auto& [name, value] : split_query(request.query)) {
        if (looks_like_token(name, value)) {
            return base::fail(ErrorCode::invalid_request, "Session tokens must not be sent in the URL");
        }
    }
    for (const auto protocol : stream.handshake.protocols) {
        if (!keep_once(protocol, token_prefix, stream.token))
            return base::fail(ErrorCode::invalid_request, "burner.token must not be given twice");
        if (!keep_once(protocol, dpop_prefix, stream.dpop))
            return base::fail(ErrorCode::invalid_request, "burner.dpop must not be given twice");
    }
    if (!stream.token) {
        if (stream.dpop) return base::fail(ErrorCode::invalid_request, "burner.dpop goes with a burner.token");
        return {};
    }
    if (!stream.reads_refusals) return base::fail(ErrorCode::invalid_request, "Offer the subprotocol burner.v1");
    if (request.header("Authorization") || request.header("X-Api-Key")) {
        return base::fail(ErrorCode::two_credentials, "Use either a header or a subprotocol for credentials, not both");
    }
    return {};
}

}  // namespace burner::api
