#pragma once

#include "api/endpoints/create_challenge.hpp"

namespace burner::api {

/// `POST /api/burn-session/challenge`: what a wallet is to sign on the page of this server, where its project demands a
/// proof. Writes nothing; counts against the client's address.
struct CreatePageChallenge {
    using Input = CreateChallenge::Input;

    static base::Result<Input> parse(const Call& call);
    static base::Result<access::IssuedChallenge> run(const Call& call, Input input);
    static http::Response render(const access::IssuedChallenge& issued) { return CreateChallenge::render(issued); }
};

}  // namespace burner::api
