#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "http/request.hpp"
#include "users/user_session.hpp"

namespace burner::admin {

struct Services;

/// What becomes of the cookie with the answer.
enum class Cookie { kept, set, cleared };

/// One admitted request of the dashboard, as an endpoint sees it. It lives until the endpoint's task has ended.
struct Call {
    Services& services;
    const http::Request& request;
    std::string_view request_id;
    std::string_view project{};                         ///< of `:project`
    std::string_view id{};                              ///< of the path's other parameter
    std::optional<users::SignedIn> signed_in{};         ///< never empty behind a route that asks who is there
    std::optional<std::chrono::seconds> retry_after{};  ///< of a refusal
    Cookie cookie = Cookie::kept;
    base::Secret token{};  ///< of the cookie that is set

    const users::User& user() const { return signed_in->user; }
    users::Browser browser() const;
    /// Lets the answer set the cookie of a session that has begun.
    void sign_in(users::NewSignIn begun);
};

}  // namespace burner::admin
