#include "api/errors.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/json_writer.hpp"

namespace burner::api {

namespace {

using enum base::ErrorCode;

/// The text of codes whose reporters name the field or the cause themselves.
constexpr std::string_view says_more;

constexpr std::array error_table = std::to_array<ErrorRow>({
    {missing_credentials, 401, "missing_credentials", "Missing credentials",
     "neither an API key nor a session token was sent"},
    {two_credentials, 400, "two_credentials", "Use either an API key or a session token, not both",
     "an API key and a session token were sent"},
    {invalid_api_key, 401, "invalid_api_key", "Invalid API key",
     "the API key is malformed, unknown or past its overlap"},
    {api_key_revoked, 401, "api_key_revoked", "API key revoked", "the API key was revoked"},
    {api_key_in_browser, 403, "api_key_in_browser", "API keys must not be used in a browser",
     "an API key came with an `Origin` header"},
    {invalid_session_token, 401, "invalid_session_token", "Invalid session token",
     "the token is malformed, forged, or signed by an unknown key"},
    {session_expired, 401, "session_expired", "Session expired",
     "the token's time is over: ask the backend for a new one"},
    {session_revoked, 401, "session_revoked", "Session revoked",
     "the session, its wallet's sessions, or its API key was revoked"},
    {wallet_mismatch, 401, "wallet_mismatch", "Wallet mismatch",
     "the token is bound to another wallet than the path names"},
    {missing_scope, 403, "missing_scope", says_more,
     "the token lacks the scope that the route asks for, or the route takes API keys only"},
    {origin_not_allowed, 403, "origin_not_allowed", "Origin not allowed",
     "the project allows other origins only, or a publishable key came without one"},
    {invalid_publishable_key, 401, "invalid_publishable_key", "Invalid publishable key",
     "the key is malformed, unknown, revoked or past its overlap"},
    {proof_required, 403, "proof_required", "A proof of the wallet is required",
     "the project demands that the wallet has signed a challenge"},
    {proof_invalid, 401, "proof_invalid", "Invalid proof of the wallet",
     "the signature is wrong, or the challenge is used or another's"},
    {challenge_expired, 401, "challenge_expired", "Challenge expired",
     "the wallet has signed too late: ask for a new challenge"},
    {dpop_required, 401, "dpop_required", "The session is bound to a key: send its token as DPoP, with a proof",
     "it came as a bearer token"},
    {dpop_invalid, 401, "dpop_invalid", says_more,
     "the proof of possession is missing, malformed, used, another key's, or for another request"},
    {invalid_request, 400, "invalid_request", says_more, "the request is malformed; the message names the field"},
    {invalid_wallet_address, 400, "invalid_wallet_address", "Invalid wallet address",
     "not the base58 text of 32 bytes"},
    {unknown_action, 400, "unknown_action", "Unknown action for item type", "the item type has no such action"},
    {sponsor_unavailable, 400, "sponsor_unavailable",
     "No sponsor pays for this project: feePayer can be wallet, auto or an address", "one was needed"},
    {not_found, 404, "not_found", "Not found", "there is no such route or record"},
    {method_not_allowed, 405, "method_not_allowed", "Method not allowed", "the route takes the methods in `Allow`"},
    {payload_too_large, 413, "payload_too_large", "Request body too large", "the body is larger than the server reads"},
    {unsupported_media_type, 415, "unsupported_media_type", says_more, "bodies are `application/json`, not compressed"},
    {rate_limited, 429, "rate_limited", "Rate limit exceeded",
     "requests, bodies, submissions or work beyond the limit: see `Retry-After`"},
    {quota_exceeded, 429, "quota_exceeded", "Monthly quota exceeded", "the month's quota is used up"},
    {idempotency_conflict, 422, "idempotency_conflict", "Idempotency-Key was used with a different request body",
     "the key had another body"},
    {idempotency_in_flight, 409, "idempotency_in_flight", "A request with this Idempotency-Key is in progress",
     "the first request with the key still runs"},
    {internal, 500, "internal", "Internal server error", "a fault of the server; its log has the request id"},
    {upstream_unavailable, 502, "upstream_unavailable", says_more, "the Solana RPC did not answer usefully"},
    {overloaded, 503, "overloaded", says_more, "the server or its store cannot take more at the moment"},
});

}  // namespace

std::span<const ErrorRow> error_rows() {
    return error_table;
}

const ErrorRow& row_of(base::ErrorCode code) {
    const auto sent = code == pending ? overloaded : code;
    const auto row = std::ranges::find(error_table, sent, &ErrorRow::code);
    if (row == error_table.end()) throw std::logic_error("error code without a row");
    return *row;
}

base::ErrorCode code_of(int status) {
    switch (status) {
        case 413: return payload_too_large;
        case 429: return rate_limited;
        case 500: return internal;
        case 503: return overloaded;
        default: return invalid_request;
    }
}

std::string_view text_of(const base::Error& error) {
    return error.message.empty() ? row_of(error.code).text : std::string_view{error.message};
}

std::string error_body(const base::Error& error, std::string_view request_id, std::optional<int> status) {
    const ErrorRow& row = row_of(error.code);
    const int sent = status.value_or(row.status);
    std::string body;
    base::JsonWriter json{body};
    json.begin_object();
    json.member("statusCode", sent);
    json.member("message", text_of(error));
    json.member("error", http::status_text(sent));
    json.member("code", row.word);
    json.member("requestId", request_id);
    json.end_object();
    return body;
}

}  // namespace burner::api
