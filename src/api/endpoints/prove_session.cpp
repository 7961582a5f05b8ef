#include "api/endpoints/prove_session.hpp"

#include "api/failed_logins.hpp"
#include "api/key_limits.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

Result<ProveSession::Input> ProveSession::parse(const Call& call) {
    RequestBody body{
        call.request.body,
        {"challengeId", "signature", "signedMessage", "transactionBase64", "scopes", "ttlSeconds", "dpopProof"}};
    auto proof = read_proof(body);
    Input input{.proof = std::move(proof), .terms = read_terms(body)};
    if (body.has("dpopProof")) input.dpop_proof = std::string{body.text("dpopProof")};
    return body.result(std::move(input));
}

namespace {

/// Returns the thumbprint of the key that the proof beside a wallet's shows.
Result<std::string> check_key(const Call& call, std::string_view proof) {
    auto& possession = call.services.access.possession;
    if (auto bound = possession.can_bind(); !bound) return std::unexpected(std::move(bound.error()));
    auto thumbprint = possession.check({.proof = proof,
                                        .method = call.request.method_name,
                                        .path = call.request.path,
                                        .key_id = call.caller->key_id()});
    if (thumbprint) return thumbprint;
    if (thumbprint.error().code == base::ErrorCode::rate_limited) call.retry_after = std::chrono::seconds{1};
    if (thumbprint.error().code != base::ErrorCode::dpop_invalid) return thumbprint;
    return std::unexpected(count_failed_login(call, std::move(thumbprint.error())));
}

}  // namespace

/// Anybody may send a publishable key. So the signature is checked first, from memory, and what costs the key a request
/// or the store a row comes after it.
Task<Result<access::MintedSession>> ProveSession::run(const Call& call, Input input) {
    const auto challenge = check_proof(call, input.proof);
    if (!challenge) co_return std::unexpected(challenge.error());
    if (input.dpop_proof) {
        auto thumbprint = check_key(call, *input.dpop_proof);
        if (!thumbprint) co_return std::unexpected(std::move(thumbprint.error()));
        input.terms.bound_to = *std::move(thumbprint);
    }
    if (call.caller->is_publishable_key()) {
        auto counted = co_await count_request(call);
        if (!counted) co_return std::unexpected(std::move(counted.error()));
    }
    auto used = co_await use_challenge(call, *challenge);
    if (!used) co_return std::unexpected(std::move(used.error()));
    call.services.metrics.count_proof(std::nullopt);
    co_return mint_session(call, challenge->wallet, input.terms, challenge->method);
}

}  // namespace burner::api
