#include "api/gate/cors.hpp"

namespace burner::api {

http::Response preflight(std::string_view allowed_methods, bool takes_publishable_keys) {
    http::Response response{.status = 204};
    response.content_type = {};
    response.headers.push_back({"Access-Control-Allow-Origin", "*"});
    response.headers.push_back({"Access-Control-Allow-Methods", std::string{allowed_methods}});
    std::string allowed = "Authorization, Content-Type, DPoP, Idempotency-Key";
    if (takes_publishable_keys) allowed += ", X-Publishable-Key";
    response.headers.push_back({"Access-Control-Allow-Headers", std::move(allowed)});
    response.headers.push_back({"Access-Control-Max-Age", "86400"});
    return response;
}

void allow_any_origin(http::Response& response) {
    response.headers.push_back({"Access-Control-Allow-Origin", "*"});
    response.headers.push_back({"Access-Control-Expose-Headers",
                                "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, Retry-After, "
                                "WWW-Authenticate, Idempotency-Replayed"});
}

}  // namespace burner::api
