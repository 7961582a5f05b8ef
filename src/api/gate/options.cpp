#include "api/gate/options.hpp"

#include "api/gate/cors.hpp"

namespace burner::api {

namespace {

/// Answers `OPTIONS *`, which asks what the server can do in general (RFC 9110 section 9.3.7).
http::Response server_options() {
    http::Response response{.status = 204};
    response.headers.push_back({"Allow", all_methods() + ", OPTIONS"});
    return response;
}

}  // namespace

std::optional<http::Response> answer_options(const http::Request& request, const Match& match) {
    if (request.method != http::Method::options) return std::nullopt;
    if (request.path == "*") return server_options();
    if (match.allow.empty()) return std::nullopt;
    return preflight(match.allow, match.takes_publishable_keys);
}

}  // namespace burner::api
