#pragma once

#include "access/wallet_proofs.hpp"
#include "api/endpoint.hpp"

namespace burner::api {

/// `POST /sessions/challenge`: what a wallet is to sign, so that it gets a session of its own. Writes nothing.
struct CreateChallenge {
    using Input = access::NewChallenge;

    static base::Result<Input> parse(const Call& call);
    static base::Result<access::IssuedChallenge> run(const Call& call, Input input);
    /// Does the same for a page, which may ask for its own origin alone and counts against the client's address.
    static base::Result<access::IssuedChallenge> run_for_page(const Call& call, Input input);
    static http::Response render(const access::IssuedChallenge& issued);
};

}  // namespace burner::api
