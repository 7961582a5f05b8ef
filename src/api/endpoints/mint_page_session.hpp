#pragma once

#include <optional>

#include "api/endpoint.hpp"
#include "api/endpoints/mint_session.hpp"

namespace burner::api {

/// `POST /api/burn-session`: the page of this server gets a session for a wallet, of the key that `page.key` names. It
/// counts against that key, and against the client's address: anybody may ask.
struct MintPageSession {
    struct Input {
        solana::Pubkey wallet;
        std::optional<access::WalletProof> proof{};
    };

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<access::MintedSession>> run(const Call& call, Input input);
    static http::Response render(const access::MintedSession& minted) { return render_session(minted); }
};

}  // namespace burner::api
