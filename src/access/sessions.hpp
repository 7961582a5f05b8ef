#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "access/key_ring.hpp"
#include "access/revocation.hpp"
#include "access/session_token.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

base::Error session_revoked();

/// A session that is valid now, and the key that minted it.
struct LiveSession {
    Session session;
    std::shared_ptr<const KeyEntry> key;
};

/// The life of a session: minted for an API key, verified on every request, revoked by id, wallet, project
/// or key. `create`, `authenticate` and `introspect` touch memory only: any thread. What fails with `pending` is
/// revoked, and not yet on every node. `revoke…` call the store: storage threads; they return the place in the feed of
/// what they changed, which is to be announced before anybody is told that it holds.
class Sessions {
  public:
    using Change = std::optional<nodes::FeedPosition>;  ///< nullopt: nothing had to be changed

    Sessions(const SessionTokens& tokens, Revocations& revocations, const KeyRing& keys, const base::Clock& clock);

    MintedSession create(const SessionRequest& request) const;
    /// Verifies a token. Fails with the 401 of docs/errors.md if it is invalid, expired, revoked, or its API key ended.
    base::Result<LiveSession> authenticate(std::string_view token) const;
    /// Checks a session again for a stream that outlives its handshake; the error is the one with which it must end.
    base::Result<void> still_holds(const Session& session) const;
    /// Describes a session (RFC 7662); nullopt for a token that is not valid now or not of this project.
    base::Result<std::optional<Session>> introspect(std::string_view project_id, std::string_view token) const;

    /// Revokes a session. An id that is unknown, expired or another project's has no effect, and is not an error.
    base::Result<Change> revoke(std::string_view project_id, std::string_view session_id);
    /// Revokes all sessions of a wallet, or of the project, that were issued up to now, or before `issued_before`.
    base::Result<Change> revoke_all(std::string_view project_id, std::optional<solana::Pubkey> wallet,
                                    std::optional<base::UnixTime> issued_before);

  private:
    base::Result<std::shared_ptr<const KeyEntry>> live_key_of(const Session& session) const;

    const SessionTokens& tokens_;
    Revocations& revocations_;
    const KeyRing& keys_;
    const base::Clock& clock_;
};

}  // namespace burner::access
