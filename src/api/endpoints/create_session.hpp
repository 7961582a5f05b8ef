#pragma once

#include <optional>

#include "api/endpoint.hpp"
#include "api/endpoints/mint_session.hpp"

namespace burner::api {

/// `POST /sessions`: an API key mints a token for one wallet, with a proof of it where the project demands one.
struct CreateSession {
    struct Input {
        solana::Pubkey wallet;
        SessionTerms terms;
        std::optional<access::WalletProof> proof{};
    };

    static base::Result<Input> parse(const Call& call);
    static bool has_to_wait(const Call& call);
    static base::Result<access::MintedSession> run(const Call& call, const Input& input);
    static base::Task<base::Result<access::MintedSession>> run_in_time(const Call& call, Input input);
    static http::Response render(const access::MintedSession& minted) { return render_session(minted); }
    static base::UnixTime useful_until(const access::MintedSession& minted) { return minted.expires_at; }
};

}  // namespace burner::api
