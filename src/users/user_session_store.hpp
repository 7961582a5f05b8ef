#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "users/user_session.hpp"

namespace burner::users {

/// The sessions of the dashboard, durable before a call returns, and shared by all nodes: what was ended is found by
/// nobody who asks later. Synchronous, called on storage threads; fails with `overloaded`.
class UserSessionStore {
  public:
    virtual ~UserSessionStore() = default;

    /// Adds a session of a user who still has the password of that hash and is not disabled; else `not_signed_in`.
    virtual base::Result<void> add(const UserSession& session, std::string_view password_hash) = 0;
    /// Returns the session of a token and its user, unless the user is disabled.
    virtual base::Result<std::optional<SignedIn>> find(const base::Sha256& hash) = 0;
    /// Gives a session the token, and the time of signing in, of `renewed`. False: it has ended.
    virtual base::Result<bool> renew(const UserSession& renewed) = 0;
    virtual base::Result<void> see(std::string_view id, base::UnixTime at) = 0;
    /// Returns a user's sessions, the newest first.
    virtual base::Result<std::vector<UserSession>> of(std::string_view user) = 0;
    /// Ends one session of a user. False: there is none of that id.
    virtual base::Result<bool> end(std::string_view user, std::string_view id) = 0;
    /// Ends all sessions of a user but `kept`, which may be empty.
    virtual base::Result<void> end_all(std::string_view user, std::string_view kept) = 0;
    /// Forgets sessions that nobody was seen in since `seen`, and those created before `created`.
    virtual base::Result<void> prune(base::UnixTime seen, base::UnixTime created) = 0;
};

}  // namespace burner::users
