#pragma once

#include <optional>

#include "access/sessions.hpp"
#include "access/wallet_proofs.hpp"
#include "api/call.hpp"
#include "api/wire/request_body.hpp"
#include "http/response.hpp"

/// What all endpoints that mint a session have in common.
namespace burner::api {

struct SessionTerms {
    access::ScopeSet scopes;
    std::chrono::seconds ttl;
    std::optional<std::string> bound_to{};  ///< the thumbprint of the client's key, if it is to be bound to one
};

/// Reads `scopes` and `ttlSeconds`.
SessionTerms read_terms(RequestBody& body);

/// Reads `challengeId`, `signature` and what was signed: `signedMessage` or `transactionBase64`.
access::WalletProof read_proof(RequestBody& body);

/// Returns whoever may answer the challenges that this caller gets.
access::ChallengeOwner challenge_owner(const Call& call);

/// Checks a proof and counts one that is no good as a failed login. Memory only.
base::Result<access::WalletChallenge> check_proof(const Call& call, const access::WalletProof& proof);
/// Uses a checked challenge up; fails with `proof_invalid` if it was.
base::Task<base::Result<void>> use_challenge(const Call& call, const access::WalletChallenge& challenge);

/// Mints a session for the caller's key, and records it. Fails with `overloaded` without a lease, also where the node
/// is set to serve without (a key may have been revoked), and without the audit log.
base::Result<access::MintedSession> mint_session(const Call& call, const solana::Pubkey& wallet,
                                                 const SessionTerms& terms,
                                                 std::optional<access::ProofMethod> proven_by);

http::Response render_session(const access::MintedSession& minted);

}  // namespace burner::api
