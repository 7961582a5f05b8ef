#pragma once

#include <optional>

#include "access/session_token.hpp"
#include "api/endpoint.hpp"

namespace burner::api {

/// `POST /sessions/introspect` (RFC 7662): what a token is worth now, to the project that minted it.
struct IntrospectSession {
    struct Input {
        std::string token;
    };
    struct Output {
        std::optional<access::Session> session;
        const access::TokenSettings& settings;
    };
    static base::Result<Input> parse(const Call& call);
    static base::Result<Output> run(const Call& call, Input input);
    static http::Response render(const Output& output);
};

}  // namespace burner::api
