#include "api/endpoints/mint_page_session.hpp"

#include "api/key_limits.hpp"
#include "api/page.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

Result<void> count_mint(const Call& call) {
    const auto address = base::parse_ip_address(call.request.from).value_or(base::IpAddress{});
    return judge_rate(call, call.services.limits.page_mints.admit(address, call.services.clock.steady()));
}

/// Uses the proof of a wallet up. nullopt: the project demands none, and none was sent.
Task<Result<std::optional<access::ProofMethod>>> prove(const Call& call, const MintPageSession::Input& input) {
    if (!input.proof && call.caller->project().require_proof) co_return base::fail(base::ErrorCode::proof_required);
    if (!input.proof) co_return std::nullopt;
    const auto challenge = check_proof(call, *input.proof);
    if (!challenge) co_return std::unexpected(challenge.error());
    if (challenge->wallet != input.wallet) co_return std::unexpected(access::proof_invalid());
    auto used = co_await use_challenge(call, *challenge);
    if (!used) co_return std::unexpected(std::move(used.error()));
    call.services.metrics.count_proof(std::nullopt);
    co_return challenge->method;
}

}  // namespace

Result<MintPageSession::Input> MintPageSession::parse(const Call& call) {
    if (auto asked = check_asked_by_page(call); !asked) return std::unexpected(std::move(asked.error()));
    RequestBody body{call.request.body,
                     {"walletAddress", "challengeId", "signature", "signedMessage", "transactionBase64"}};
    Input input{
        .wallet = body.required("walletAddress", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address)};
    const bool has_proof =
        body.has("challengeId") || body.has("signature") || body.has("signedMessage") || body.has("transactionBase64");
    if (has_proof) input.proof = read_proof(body);
    return body.result(std::move(input));
}

Task<Result<access::MintedSession>> MintPageSession::run(const Call& call, Input input) {
    const auto page = page_caller(call);
    if (!page) co_return std::unexpected(page.error());
    Call as_page = call;
    as_page.caller = &*page;
    if (auto counted = count_mint(as_page); !counted) co_return std::unexpected(std::move(counted.error()));
    auto counted = co_await count_request(as_page);
    if (!counted) co_return std::unexpected(std::move(counted.error()));
    const auto proven_by = co_await prove(as_page, input);
    if (!proven_by) co_return std::unexpected(proven_by.error());
    const SessionTerms terms{.scopes = access::ScopeSet::all(), .ttl = access::default_session_ttl};
    co_return mint_session(as_page, input.wallet, terms, *proven_by);
}

}  // namespace burner::api
