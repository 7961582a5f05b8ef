#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "access/key_ring.hpp"
#include "access/possession.hpp"
#include "access/scope.hpp"
#include "access/sessions.hpp"
#include "base/result.hpp"

namespace burner::access {

/// The header fields as sent; nullopt when absent.
struct Credentials {
    std::optional<std::string_view> api_key;            ///< X-Api-Key
    std::optional<std::string_view> authorization;      ///< Authorization
    std::optional<std::string_view> token{};            ///< a bare token, as a WebSocket's subprotocol carries it
    std::optional<std::string_view> publishable_key{};  ///< X-Publishable-Key
    std::optional<std::string_view> dpop{};  ///< DPoP, or what a WebSocket's subprotocol carries in its place
};

/// The maker of a request: an API key, a publishable key, or a session that one of them minted.
struct Caller {
    std::shared_ptr<const KeyEntry> key;
    std::optional<Session> session;

    const Project& project() const { return *key->project; }
    const std::string& key_id() const { return key->key.id; }
    Mode mode() const { return key->key.mode; }
    bool is_session() const { return session.has_value(); }
    /// A page that shows a key which anybody may read.
    bool is_publishable_key() const { return !session && key->key.kind == KeyKind::publishable; }
};

/// The callers that may use a route: sessions with one of `any_of`, API keys unless `api_key` is false, and publishable
/// keys if `publishable_key` is true.
struct Requirement {
    ScopeSet any_of;
    bool api_key = true;
    bool publishable_key = false;
};

inline constexpr Requirement api_key_only{};

/// Returns the session token that was sent, as a bearer's or with a proof of possession; nullopt without one.
std::optional<std::string_view> token_of(const Credentials& credentials);

/// Checks a session that is bound to a key: its token must come with a proof of the key. One that is not must come
/// without. Fails with `dpop_required` or `dpop_invalid`, and as Possession::check does. It counts the proof, so call
/// it once for a request.
base::Result<void> check_possession(const Credentials& credentials, const Caller& caller, PossessionRequest request,
                                    Possession& possession);

base::Result<Caller> authenticate(const Credentials& credentials, const KeyRing& keys, const Sessions& sessions);

/// Checks a caller. `wallet` is the path's, if it has one; a session for another wallet fails before a missing scope.
base::Result<void> authorize(const Caller& caller, const Requirement& requirement,
                             const std::optional<solana::Pubkey>& wallet);

/// Makes the value of `WWW-Authenticate` (RFC 6750 section 3) for an error of access control; nullopt for others.
/// `text` is what the client reads.
std::optional<std::string> challenge(base::ErrorCode code, std::string_view text, const Requirement& requirement);

}  // namespace burner::access
