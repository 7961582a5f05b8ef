#include "admin/endpoints/live_sessions.hpp"

#include <algorithm>

#include "access/session.hpp"
#include "base/number_text.hpp"
#include "base/timestamp.hpp"

namespace burner::admin {

namespace {

constexpr std::string_view issued_before = "issued before ";

/// Reads how long a session lasts, which begins the detail of its event: `300 s`.
std::optional<std::chrono::seconds> length_in(std::string_view detail) {
    const auto end = detail.find(" s");
    const auto seconds = base::number_from_text<std::uint32_t>(detail.substr(0, end));
    if (end == std::string_view::npos || !seconds) return std::nullopt;
    return std::chrono::seconds{*seconds};
}

}  // namespace

bool LoggedSession::has_expired(base::UnixTime now) const {
    return expires_at.value_or(issued_at + access::max_session_ttl) <= now;
}

bool LiveSessions::take(const audit::StoredEvent& event) {
    const auto time = base::from_rfc3339(event.time);
    if (!time || *time + access::max_session_ttl <= now_) return false;
    if (event.project != project_) return true;
    if (event.action == "session.revoke") note_end(event);
    if (event.action != "session.mint") return true;
    LoggedSession session{.id = event.subject,
                          .wallet = event.wallet,
                          .key_id = event.actor.substr(event.actor.find(':') + 1),
                          .issued_at = *time,
                          .expires_at = std::nullopt};
    if (const auto length = length_in(event.detail)) session.expires_at = *time + *length;
    if (session.has_expired(now_)) return true;
    session.is_revoked = is_revoked(session);
    found_.push_back(std::move(session));
    return found_.size() < max_sessions;
}

void LiveSessions::note_end(const audit::StoredEvent& event) {
    auto until = base::UnixTime::max();
    if (event.detail.starts_with(issued_before)) {
        const auto before = base::from_rfc3339(std::string_view{event.detail}.substr(issued_before.size()));
        until = before.value_or(until) - std::chrono::milliseconds{1};
    }
    if (!event.wallet.empty()) {
        auto& ended = revoked_wallets_.try_emplace(event.wallet, base::UnixTime::min()).first->second;
        ended = std::max(ended, until);
    } else if (event.subject == project_) {
        all_revoked_ = std::max(all_revoked_.value_or(base::UnixTime::min()), until);
    } else {
        revoked_ids_.insert(event.subject);
    }
}

bool LiveSessions::is_revoked(const LoggedSession& session) const {
    if (revoked_ids_.contains(session.id)) return true;
    if (all_revoked_ && session.issued_at <= *all_revoked_) return true;
    const auto wallet = revoked_wallets_.find(session.wallet);
    return wallet != revoked_wallets_.end() && session.issued_at <= wallet->second;
}

}  // namespace burner::admin
