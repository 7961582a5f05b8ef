#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace burnandclaim {

struct CreateSessionRequest {
    std::string wallet_address;  ///< base58
    /// What the session may do; unknown and repeated scopes are refused. Absent: `session_scopes_default`.
    std::optional<std::vector<std::string>> scopes{};
    std::optional<std::int64_t> ttl_seconds{};  ///< 1…3600; absent: 300
};

/// A session that was minted. It cannot be extended; mint another one.
struct Session {
    std::string token;       ///< a secret, shown only here
    std::string expires_at;  ///< RFC 3339, UTC
    std::vector<std::string> scopes{};
    std::string session_id;  ///< not a secret; what `revoke_session` takes
    std::string wallet_address;
};

/// The sessions to revoke: those that match every given member; all of the project if no member is given.
struct RevokeSessionsRequest {
    std::optional<std::string> wallet_address{};
    std::optional<std::string> issued_before{};  ///< RFC 3339, UTC
};

struct RevokeSessionsResult {
    bool revoked = false;
};

/// The state of a session token (RFC 7662). The claims are given only when `active`.
struct SessionIntrospection {
    bool active = false;
    std::optional<std::string> token_type;
    std::optional<std::string> scope;  ///< separated by spaces
    std::optional<std::string> iss;
    std::optional<std::string> aud;
    std::optional<std::string> sub;    ///< the wallet
    std::optional<std::uint64_t> iat;  ///< seconds since 1970
    std::optional<std::uint64_t> exp;  ///< seconds since 1970
    std::optional<std::string> jti;    ///< the session's id
};

}  // namespace burnandclaim
