#include "api/endpoints/create_session.hpp"

#include "access/dpop_proof.hpp"
#include "api/services.hpp"
#include "api/wire/wallet_address.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

std::optional<std::string> read_thumbprint(std::string_view text) {
    return access::is_thumbprint(text) ? std::optional<std::string>{text} : std::nullopt;
}

}  // namespace

Result<CreateSession::Input> CreateSession::parse(const Call& call) {
    RequestBody body{call.request.body,
                     {"walletAddress", "scopes", "ttlSeconds", "challengeId", "signature", "signedMessage",
                      "transactionBase64", "dpopJkt"}};
    Input input{
        .wallet = body.required("walletAddress", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address),
        .terms = read_terms(body)};
    input.terms.bound_to = body.optional("dpopJkt", read_thumbprint, "must be the base64url text of 32 bytes");
    const bool has_proof =
        body.has("challengeId") || body.has("signature") || body.has("signedMessage") || body.has("transactionBase64");
    if (has_proof) input.proof = read_proof(body);
    return body.result(std::move(input));
}

/// A proof is used up in the store. Sessions without one are minted thousands of times a second, from memory. A name
/// may be written with escapes, which all have a backslash.
bool CreateSession::has_to_wait(const Call& call) {
    return call.request.body.contains("challengeId") || call.request.body.contains('\\');
}

Result<access::MintedSession> CreateSession::run(const Call& call, const Input& input) {
    if (call.caller->project().require_proof) return base::fail(base::ErrorCode::proof_required);
    return mint_session(call, input.wallet, input.terms, std::nullopt);
}

Task<Result<access::MintedSession>> CreateSession::run_in_time(const Call& call, Input input) {
    if (!input.proof) co_return run(call, input);
    const auto challenge = check_proof(call, *input.proof);
    if (!challenge) co_return std::unexpected(challenge.error());
    if (challenge->wallet != input.wallet) co_return std::unexpected(access::proof_invalid());
    auto used = co_await use_challenge(call, *challenge);
    if (!used) co_return std::unexpected(std::move(used.error()));
    call.services.metrics.count_proof(std::nullopt);
    co_return mint_session(call, input.wallet, input.terms, challenge->method);
}

}  // namespace burner::api
