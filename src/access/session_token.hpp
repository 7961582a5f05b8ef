#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/session.hpp"
#include "access/signing_keys.hpp"
#include "access/verified_tokens.hpp"
#include "access/wallet_challenge.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

struct SessionRequest {
    solana::Pubkey wallet;
    ScopeSet scopes = ScopeSet::all();
    std::chrono::seconds ttl = default_session_ttl;  ///< 1 s…`max_session_ttl`, checked where it is read
    std::string_view project;
    std::string_view key_id;
    Mode mode = Mode::live;
    std::optional<ProofMethod> proven_by{};  ///< how the wallet was proven, if it was
    std::optional<std::string> bound_to{};   ///< the thumbprint of the client's key, if it is bound to one
};

struct MintedSession {
    std::string token;
    std::string id;
    std::string wallet;  ///< base58
    ScopeSet scopes;
    base::UnixTime expires_at;  ///< whole seconds
};

struct TokenSettings {
    std::string issuer = "burner";
    std::string audience = "burner-api";
    std::chrono::seconds skew{0};  ///< 0…30; how far another server's clock may be ahead (`iat`)
    /// How far the clock of another node of this server may be ahead (`iat`); a token ends when it says.
    std::chrono::seconds ahead{0};
};

base::Error invalid_session_token();
base::Error session_expired();

/// The session tokens: compact JWS, signed by the current key, checked by the key that `kid` names. Revocation is
/// not checked here: see Sessions. A key that was retired ends its tokens: with `overloaded` while another node may not
/// know, with `invalid_session_token` then. Memory only, any thread.
class SessionTokens {
  public:
    SessionTokens(const SigningKeys& keys, TokenSettings settings);

    /// `minted_at` is the last change of the feed that this node has applied.
    MintedSession mint(const SessionRequest& request, base::UnixTime now, nodes::ChangeNumber minted_at) const;
    base::Result<Session> verify(std::string_view token, base::UnixTime now) const;
    /// Checks again that the key which signed a session's token counts.
    base::Result<void> check_key(const Session& session, base::UnixTime now) const;

  private:
    /// A session, and the key that signed its token.
    struct Signed {
        Session session;
        const TokenKey& key;
    };

    std::optional<Signed> session_of(std::string_view token, const SigningKeySet& keys, base::UnixTime now) const;
    base::Result<void> check_counts(const TokenKey& key) const;
    /// Checks all of a token but its times.
    std::optional<VerifiedToken> check(std::string_view token, const SigningKeySet& keys, base::UnixTime now) const;

    const std::uint64_t id_;
    const SigningKeys& keys_;
    TokenSettings settings_;
    std::string issuer_and_audience_;  ///< the start of every payload
};

}  // namespace burner::access
