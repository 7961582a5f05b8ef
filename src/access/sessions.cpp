#include "access/sessions.hpp"

#include <algorithm>
#include <thread>

namespace burner::access {

namespace {

/// Returns when every session issued until then has expired, whatever the skew.
base::UnixTime all_expired(base::UnixTime issued_until) {
    return issued_until + SigningKeys::previous_lives;
}

}  // namespace

base::Error session_revoked() {
    return {base::ErrorCode::session_revoked};
}

Sessions::Sessions(const SessionTokens& tokens, Revocations& revocations, const KeyRing& keys, const base::Clock& clock)
    : tokens_(tokens), revocations_(revocations), keys_(keys), clock_(clock) {}

MintedSession Sessions::create(const SessionRequest& request) const {
    return tokens_.mint(request, clock_.now());
}

base::Result<LiveSession> Sessions::authenticate(std::string_view token) const {
    auto session = tokens_.verify(token, clock_.now());
    if (!session) return std::unexpected(session.error());
    auto key = live_key_of(*session);
    if (!key) return std::unexpected(key.error());
    return LiveSession{*std::move(session), *std::move(key)};
}

base::Result<void> Sessions::still_holds(const Session& session) const {
    if (clock_.now() >= session.expires_at) return std::unexpected(session_expired());
    if (auto key = live_key_of(session); !key) return std::unexpected(key.error());
    return {};
}

base::Result<std::shared_ptr<const KeyEntry>> Sessions::live_key_of(const Session& session) const {
    auto key = keys_.find_key(session.key_id);
    if (key == nullptr || key->key.project != session.project || !key->key.active_at(clock_.now()) ||
        revocations_.covers(session)) {
        return std::unexpected(session_revoked());
    }
    return key;
}

std::optional<Session> Sessions::introspect(std::string_view project_id, std::string_view token) const {
    auto live = authenticate(token);
    if (!live || live->session.project != project_id) return std::nullopt;
    return std::move(live->session);
}

base::Result<void> Sessions::revoke(std::string_view project_id, std::string_view session_id) {
    const auto issued_at = issued_at_of(session_id);
    const base::UnixTime now = clock_.now();
    constexpr std::chrono::seconds clocks_apart{60};
    if (!issued_at || *issued_at > now + clocks_apart || all_expired(*issued_at) <= now) return {};
    return revocations_.add(
        {std::string{project_id}, std::string{session_id}, std::nullopt, *issued_at, all_expired(*issued_at)});
}

base::Result<void> Sessions::revoke_all(std::string_view project_id, std::optional<solana::Pubkey> wallet,
                                        std::optional<base::UnixTime> issued_before) {
    const base::UnixTime now = clock_.now();
    const base::UnixTime until = issued_before ? std::min(now, *issued_before - std::chrono::milliseconds{1}) : now;
    if (all_expired(until) <= now) return {};
    auto added = revocations_.add({std::string{project_id}, {}, wallet, until, all_expired(until)});
    // A session minted after this returns must not share the last revoked millisecond.
    if (added && clock_.now() <= until) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    return added;
}

}  // namespace burner::access
