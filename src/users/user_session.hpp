#pragma once

#include <chrono>
#include <string>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/secret.hpp"
#include "users/user.hpp"

namespace burner::users {

/// The time that somebody is signed in to the dashboard, by one browser. The token is not kept, only its SHA-256.
struct UserSession {
    std::string id;
    std::string user;
    base::Sha256 hash{};
    base::UnixTime created_at;
    base::UnixTime authenticated_at;  ///< when the user last showed who they are
    base::UnixTime seen_at;           ///< the last request of the user, exact to half a minute
    std::string from;                 ///< IP address
    std::string agent;                ///< User-Agent

    bool operator==(const UserSession&) const = default;
};

/// The browser of a request.
struct Browser {
    std::string from;   ///< IP address
    std::string agent;  ///< User-Agent
};

/// How long a session lasts.
struct SessionTerms {
    std::chrono::seconds idle{3600};      ///< since the user's last request
    std::chrono::seconds longest{43200};  ///< since they signed in

    base::UnixTime idle_at(const UserSession& session) const { return session.seen_at + idle; }
    base::UnixTime expires_at(const UserSession& session) const { return session.created_at + longest; }
    bool holds(const UserSession& session, base::UnixTime now) const {
        return now < idle_at(session) && now < expires_at(session);
    }
};

/// A session that is valid now, and its user.
struct SignedIn {
    User user;
    UserSession session;
};

/// A new session, whose token goes into the cookie.
struct NewSignIn {
    SignedIn signed_in;
    base::Secret token;
};

}  // namespace burner::users
