#include "users/sign_ins.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "users/link.hpp"
#include "users/password.hpp"

namespace burner::users {

using base::Result;

namespace {

/// A session's last request is written down this exactly.
constexpr std::chrono::seconds seen_step{30};

/// Returns the beginning of a User-Agent as text that every store takes.
std::string agent_text(std::string_view agent) {
    constexpr std::size_t max_bytes = 200;
    std::string text{agent.substr(0, max_bytes)};
    std::ranges::replace_if(text, [](char c) { return c < 0x20 || c > 0x7e; }, '?');
    return text;
}

}  // namespace

base::Error not_signed_in() {
    return {base::ErrorCode::not_signed_in};
}

Result<NewSignIn> SignIns::sign_in(std::string_view email, std::string_view password, const Browser& browser) {
    const auto user = users_.find_by_email(email);
    if (!user) return std::unexpected(user.error());
    const bool may = *user && !(*user)->disabled_at;
    if (!is_password(password, may ? (*user)->password_hash : std::string{}))
        return base::fail(base::ErrorCode::not_signed_in, "The e-mail address or the password is wrong");
    return begin(**user, browser);
}

Result<NewSignIn> SignIns::begin(const User& user, const Browser& browser) {
    base::Secret token = draw_token();
    const auto now = clock_.now();
    UserSession session{.id = "ses_" + base::random_id(),
                        .user = user.id,
                        .hash = hash_of_token(token.reveal()),
                        .created_at = now,
                        .authenticated_at = now,
                        .seen_at = now,
                        .from = browser.from,
                        .agent = agent_text(browser.agent)};
    if (auto added = sessions_.add(session, user.password_hash); !added) return std::unexpected(added.error());
    return NewSignIn{{user, std::move(session)}, std::move(token)};
}

Result<SignedIn> SignIns::authenticate(std::string_view token, bool is_background) {
    auto found = sessions_.find(hash_of_token(token));
    if (!found) return std::unexpected(found.error());
    const auto now = clock_.now();
    if (!*found || !terms_.holds((*found)->session, now)) return std::unexpected(not_signed_in());
    auto& session = (*found)->session;
    if (!is_background && session.seen_at + seen_step <= now) {
        if (auto seen = sessions_.see(session.id, now); !seen) return std::unexpected(seen.error());
        session.seen_at = now;
    }
    return **std::move(found);
}

Result<NewSignIn> SignIns::reauthenticate(const SignedIn& signed_in, std::string_view password) {
    if (!is_password(password, signed_in.user.password_hash))
        return base::fail(base::ErrorCode::reauthenticate, "The password is wrong");
    base::Secret token = draw_token();
    SignedIn renewed = signed_in;
    renewed.session.hash = hash_of_token(token.reveal());
    renewed.session.authenticated_at = renewed.session.seen_at = clock_.now();
    const auto holds = sessions_.renew(renewed.session);
    if (!holds) return std::unexpected(holds.error());
    if (!*holds) return std::unexpected(not_signed_in());
    return NewSignIn{std::move(renewed), std::move(token)};
}

bool SignIns::is_fresh(const UserSession& session) const {
    return clock_.now() < session.authenticated_at + sign_in_is_fresh;
}

Result<void> SignIns::prune() {
    const auto now = clock_.now();
    return sessions_.prune(now - terms_.idle, now - terms_.longest);
}

}  // namespace burner::users
