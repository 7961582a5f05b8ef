#pragma once

#include <string>

namespace burner::base {

/// What went wrong, as the client sees it: one value per `code` of docs/errors.md, and `pending`.
/// `api/errors.cpp` is the only place that maps a code to its HTTP status, its wire word and its text.
enum class ErrorCode {
    missing_credentials,
    two_credentials,
    invalid_api_key,
    api_key_revoked,
    api_key_in_browser,
    invalid_session_token,
    session_expired,
    session_revoked,
    wallet_mismatch,
    missing_scope,
    origin_not_allowed,
    invalid_publishable_key,
    proof_required,
    proof_invalid,
    challenge_expired,
    dpop_required,
    dpop_invalid,
    invalid_request,
    invalid_wallet_address,
    unknown_action,
    sponsor_unavailable,
    not_found,
    method_not_allowed,
    payload_too_large,
    unsupported_media_type,
    rate_limited,
    quota_exceeded,
    idempotency_conflict,
    idempotency_in_flight,
    internal,
    upstream_unavailable,
    overloaded,
    /// What would be answered is changing, and may not be known on every node yet. The client reads `overloaded`.
    pending,
};

/// A failure. `message` goes to the client as it is: it must never hold a secret or an internal detail. Where it is
/// empty, the client reads the text of the code.
struct Error {
    ErrorCode code;
    std::string message{};

    bool operator==(const Error&) const = default;
};

}  // namespace burner::base
