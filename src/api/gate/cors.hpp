#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

namespace burner::api {

/// Answers a preflight (WHATWG Fetch): any origin may call with a session token, since no cookie is involved;
/// `X-Api-Key` is not among the allowed headers, so a browser cannot send a key. A publishable key is on the paths that
/// take it.
http::Response preflight(std::string_view allowed_methods, bool takes_publishable_keys);

/// Lets the page read the answer and our headers. Call it for requests that carry `Origin`.
void allow_any_origin(http::Response& response);

}  // namespace burner::api
