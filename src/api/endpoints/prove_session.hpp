#pragma once

#include "api/endpoint.hpp"
#include "api/endpoints/mint_session.hpp"

namespace burner::api {

/// `POST /sessions/prove`: a wallet that has signed a challenge gets its session.
struct ProveSession {
    struct Input {
        access::WalletProof proof;
        SessionTerms terms;
        std::optional<std::string> dpop_proof{};  ///< of a key that the session is to be bound to
    };

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<access::MintedSession>> run(const Call& call, Input input);
    static http::Response render(const access::MintedSession& minted) { return render_session(minted); }
    static base::UnixTime useful_until(const access::MintedSession& minted) { return minted.expires_at; }
};

}  // namespace burner::api
