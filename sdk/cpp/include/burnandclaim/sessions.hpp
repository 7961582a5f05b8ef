#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

/// How a wallet signs a challenge: a text (Sign In With Solana), the text as an off-chain message, or a transaction
/// that can never land, for hardware that signs nothing else.
namespace proof_method {
inline constexpr std::string_view siws = "siws";
inline constexpr std::string_view offchain = "offchain";
inline constexpr std::string_view transaction = "transaction";
}  // namespace proof_method

struct ChallengeRequest {
    std::string wallet_address;        ///< base58
    std::string domain;                ///< the host of an origin that the project allows, with its port if it has one
    std::optional<std::string> uri{};  ///< on that origin
    std::string method{proof_method::siws};
};

/// What a wallet takes to sign in (Sign In With Solana).
struct SignInInput {
    std::string domain;
    std::string address;  ///< base58
    std::string statement;
    std::optional<std::string> uri{};
    std::string version;
    std::string nonce;
    std::string issued_at;        ///< RFC 3339, UTC
    std::string expiration_time;  ///< RFC 3339, UTC
};

/// What a wallet is to sign within five minutes. It counts once.
struct Challenge {
    std::string challenge_id;
    std::string nonce;
    std::string message;  ///< the text that the wallet makes of `input`
    SignInInput input;
    std::optional<std::string> transaction_base64{};  ///< of method `transaction`, unsigned; it can never land
    std::string expires_at;                           ///< RFC 3339, UTC
};

/// What a wallet has signed of a challenge: `signed_message` or `transaction_base64`.
struct WalletProof {
    std::string challenge_id;
    std::string signature;                            ///< base58
    std::optional<std::string> signed_message{};      ///< base64: the text, or the whole off-chain message
    std::optional<std::string> transaction_base64{};  ///< the signed transaction
};

struct CreateSessionRequest {
    std::string wallet_address;  ///< base58
    /// What the session may do; unknown and repeated scopes are refused. Absent: `session_scopes_default`.
    std::optional<std::vector<std::string>> scopes{};
    std::optional<std::int64_t> ttl_seconds{};  ///< 1…3600; absent: 300
    std::optional<WalletProof> proof{};         ///< where the project demands one
    std::optional<std::string> dpop_jkt{};      ///< the thumbprint (RFC 7638) of the key that the token is bound to
};

struct ProveSessionRequest {
    WalletProof proof;
    std::optional<std::vector<std::string>> scopes{};  ///< as in CreateSessionRequest
    std::optional<std::int64_t> ttl_seconds{};         ///< as in CreateSessionRequest
    std::optional<std::string> dpop_proof{};           ///< of the key that the token is bound to (RFC 9449)
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

/// The key that a token is bound to (RFC 9449).
struct Confirmation {
    std::string jkt;  ///< its thumbprint (RFC 7638)
};

/// The state of a session token (RFC 7662). The claims are given only when `active`.
struct SessionIntrospection {
    bool active = false;
    std::optional<std::string> token_type;
    std::optional<std::string> scope;  ///< separated by spaces
    std::optional<std::string> iss;
    std::optional<std::string> aud;
    std::optional<std::string> sub;               ///< the wallet
    std::optional<std::uint64_t> iat;             ///< seconds since 1970
    std::optional<std::uint64_t> exp;             ///< seconds since 1970
    std::optional<std::string> jti;               ///< the session's id
    std::optional<std::vector<std::string>> amr;  ///< a word of `proof_method`: how the wallet was proven
    std::optional<Confirmation> cnf;              ///< of a token that is bound to a key
};

}  // namespace burnandclaim
