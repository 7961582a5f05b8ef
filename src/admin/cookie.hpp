#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"

namespace burner::admin {

/// Returns the token in the session's cookie; nullopt where there is none, or more than one.
std::optional<std::string_view> token_in_cookie(const http::Request& request);

/// Writes the cookie that holds a token: of this host alone and over TLS or on localhost (`__Host-`), for no script and
/// for no other site.
std::string cookie_of(std::string_view token);

/// Writes the cookie that takes it away.
std::string cleared_cookie();

}  // namespace burner::admin
