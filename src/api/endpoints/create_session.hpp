#pragma once

#include "access/sessions.hpp"
#include "api/endpoint.hpp"

namespace burner::api {

/// `POST /sessions`: an API key mints a token for one wallet.
struct CreateSession {
    struct Input {
        solana::Pubkey wallet;
        access::ScopeSet scopes;
        std::chrono::seconds ttl;
    };

    static base::Result<Input> parse(const Call& call);
    static base::Result<access::MintedSession> run(const Call& call, Input input);
    static http::Response render(const access::MintedSession& minted);
    static base::UnixTime useful_until(const access::MintedSession& minted) { return minted.expires_at; }
};

}  // namespace burner::api
