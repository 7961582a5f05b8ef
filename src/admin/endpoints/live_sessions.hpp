#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/stored_event.hpp"
#include "base/clock.hpp"

namespace burner::admin {

/// A session of a wallet as the audit log knows it.
struct LoggedSession {
    std::string id;
    std::string wallet;  ///< base58
    std::string key_id;
    base::UnixTime issued_at;
    std::optional<base::UnixTime> expires_at;  ///< nullopt: an older version has minted it
    bool is_revoked = false;

    bool has_expired(base::UnixTime now) const;
};

/// Finds the sessions of a project that have not expired, in the events of the audit log, newest first: what ends a
/// session comes before the session. One thread.
class LiveSessions {
  public:
    static constexpr std::size_t max_sessions = 1000;

    LiveSessions(std::string_view project, base::UnixTime now) : project_(project), now_(now) {}

    /// Takes an event. False: no older one matters.
    bool take(const audit::StoredEvent& event);
    const std::vector<LoggedSession>& found() const { return found_; }

  private:
    void note_end(const audit::StoredEvent& event);
    bool is_revoked(const LoggedSession& session) const;

    std::string project_;
    base::UnixTime now_;
    std::set<std::string> revoked_ids_;
    std::map<std::string, base::UnixTime> revoked_wallets_;  ///< up to when their sessions ended
    std::optional<base::UnixTime> all_revoked_;              ///< up to when all did
    std::vector<LoggedSession> found_;
};

}  // namespace burner::admin
