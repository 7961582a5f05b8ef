#include "api/endpoints/prove_session.hpp"

#include "api/key_limits.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

Result<ProveSession::Input> ProveSession::parse(const Call& call) {
    RequestBody body{call.request.body,
                     {"challengeId", "signature", "signedMessage", "transactionBase64", "scopes", "ttlSeconds"}};
    auto proof = read_proof(body);
    Input input{.proof = std::move(proof), .terms = read_terms(body)};
    return body.result(std::move(input));
}

/// Anybody may send a publishable key. So the signature is checked first, from memory, and what costs the key a request
/// or the store a row comes after it.
Task<Result<access::MintedSession>> ProveSession::run(const Call& call, Input input) {
    const auto challenge = check_proof(call, input.proof);
    if (!challenge) co_return std::unexpected(challenge.error());
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
