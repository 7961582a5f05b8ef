#pragma once

#include <chrono>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "users/user_session_store.hpp"
#include "users/user_store.hpp"

namespace burner::users {

/// For so long after they have shown who they are, somebody may do what matters most.
inline constexpr std::chrono::minutes sign_in_is_fresh{10};

/// The refusal of a request without a session that is valid.
base::Error not_signed_in();

/// The life of a session of the dashboard: it begins with a password, is asked for at each request, and ends by a
/// sign-out, by time, or with its user. Storage threads; fails as the stores do.
class SignIns {
  public:
    /// All outlive it.
    SignIns(UserStore& users, UserSessionStore& sessions, const base::Clock& clock, SessionTerms terms)
        : users_(users), sessions_(sessions), clock_(clock), terms_(terms) {}

    const SessionTerms& terms() const { return terms_; }
    UserSessionStore& sessions() { return sessions_; }

    /// Fails with `not_signed_in`, in the same words and time whether there is such a user or not.
    base::Result<NewSignIn> sign_in(std::string_view email, std::string_view password, const Browser& browser);
    /// Begins a session of a user who has shown who they are.
    base::Result<NewSignIn> begin(const User& user, const Browser& browser);
    /// Returns the session of a token. A request in the background does not prolong it.
    base::Result<SignedIn> authenticate(std::string_view token, bool is_background);
    /// Makes a session fresh, under another token; `reauthenticate` where the password is wrong.
    base::Result<NewSignIn> reauthenticate(const SignedIn& signed_in, std::string_view password);
    bool is_fresh(const UserSession& session) const;

    /// Forgets the sessions that are over.
    base::Result<void> prune();

  private:
    UserStore& users_;
    UserSessionStore& sessions_;
    const base::Clock& clock_;
    const SessionTerms terms_;
};

}  // namespace burner::users
