#pragma once

#include <optional>

#include "access/session.hpp"
#include "api/endpoint.hpp"

namespace burner::api {

/// `POST /sessions/introspect` (RFC 7662): what a token is worth now, to the project that minted it.
struct IntrospectSession {
    struct Input {
        std::string token;
    };
    static base::Result<Input> parse(const Call& call);
    static base::Result<std::optional<access::Session>> run(const Call& call, Input input);
    static http::Response render(const std::optional<access::Session>& session);
};

}  // namespace burner::api
