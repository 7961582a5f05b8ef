#include "access/sessions.hpp"

#include <algorithm>

#include "access/signing_key_changes.hpp"

namespace burner::access {

namespace {

/// Returns when every session issued until then has expired, whatever the skew.
base::UnixTime all_expired(base::UnixTime issued_until) {
    return issued_until + SigningKeyChanges::previous_lives;
}

}  // namespace

base::Error session_revoked() {
    return {base::ErrorCode::session_revoked};
}

Sessions::Sessions(const SessionTokens& tokens, Revocations& revocations, const KeyRing& keys, const base::Clock& clock)
    : tokens_(tokens), revocations_(revocations), keys_(keys), clock_(clock) {}

MintedSession Sessions::create(const SessionRequest& request) const {
    return tokens_.mint(request, clock_.now(), revocations_.applied());
}

base::Result<LiveSession> Sessions::authenticate(std::string_view token) const {
    auto session = tokens_.verify(token, clock_.now());
    if (!session) return std::unexpected(session.error());
    auto key = live_key_of(*session);
    if (!key) return std::unexpected(key.error());
    return LiveSession{*std::move(session), *std::move(key)};
}

base::Result<void> Sessions::still_holds(const Session& session) const {
    const auto now = clock_.now();
    if (now >= session.expires_at) return std::unexpected(session_expired());
    if (auto counts = tokens_.check_key(session, now); !counts) return counts;
    if (auto key = live_key_of(session); !key) return std::unexpected(key.error());
    return {};
}

base::Result<std::shared_ptr<const KeyEntry>> Sessions::live_key_of(const Session& session) const {
    auto key = keys_.find_key(session.key_id);
    if (key == nullptr || key->key.project != session.project) return std::unexpected(session_revoked());
    switch (std::max(keys_.coverage_of(key->key), revocations_.coverage_of(session))) {
        case Coverage::none: return key;
        case Coverage::pending: return std::unexpected(not_everywhere_yet());
        case Coverage::final: break;
    }
    return std::unexpected(session_revoked());
}

base::Result<std::optional<Session>> Sessions::introspect(std::string_view project_id, std::string_view token) const {
    auto live = authenticate(token);
    if (!live && live.error().code == base::ErrorCode::pending) return std::unexpected(live.error());
    if (!live || live->session.project != project_id) return std::nullopt;
    return std::move(live->session);
}

base::Result<Sessions::Change> Sessions::revoke(std::string_view project_id, std::string_view session_id) {
    const auto issued_at = issued_at_of(session_id);
    const base::UnixTime now = clock_.now();
    constexpr std::chrono::seconds clocks_apart{60};
    if (!issued_at || *issued_at > now + clocks_apart || all_expired(*issued_at) <= now) return std::nullopt;
    return revocations_.add({.project = std::string{project_id},
                             .session_id = std::string{session_id},
                             .forget_at = all_expired(*issued_at)});
}

base::Result<Sessions::Change> Sessions::revoke_all(std::string_view project_id, std::optional<solana::Pubkey> wallet,
                                                    std::optional<base::UnixTime> issued_before) {
    const base::UnixTime now = clock_.now();
    Revocation revocation{.project = std::string{project_id}, .wallet = wallet, .forget_at = all_expired(now)};
    if (issued_before && *issued_before <= now) {
        revocation.issued_until = *issued_before - std::chrono::milliseconds{1};
        revocation.forget_at = all_expired(revocation.issued_until);
        if (revocation.forget_at <= now) return std::nullopt;
    }
    return revocations_.add(revocation);
}

}  // namespace burner::access
