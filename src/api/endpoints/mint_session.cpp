#include "api/endpoints/mint_session.hpp"

#include "access/origin.hpp"
#include "api/audited.hpp"
#include "api/failed_logins.hpp"
#include "api/services.hpp"
#include "base/append.hpp"
#include "base/base64.hpp"
#include "base/timestamp.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

access::ScopeSet scopes_of(RequestBody& body) {
    const auto words = body.texts("scopes");
    return words ? body.take(access::parse_scopes(*words)) : access::ScopeSet::all();
}

std::chrono::seconds ttl_of(RequestBody& body) {
    const auto ttl = body.integer("ttlSeconds", 1, access::max_session_ttl.count());
    return std::chrono::seconds{ttl.value_or(access::default_session_ttl.count())};
}

/// Returns the time as text, cached per thread: sessions minted in one second with one lifetime share it.
std::string_view expiry_text(base::UnixTime time) {
    thread_local base::TimeText text;
    return text.of(time);
}

/// Returns the scopes as JSON, cached per thread because nearly all sessions carry the same scopes.
std::string_view scopes_json(access::ScopeSet scopes) {
    thread_local access::ScopeSet known;
    thread_local std::string text;
    if (text.empty() || known != scopes) {
        known = scopes;
        text.clear();
        for (const auto scope : scopes.list())
            base::append(text, std::string_view{text.empty() ? "[\"" : ",\""}, access::to_text(scope), "\"");
        text += ']';
    }
    return text;
}

/// Reads the one of two members that holds what was signed.
base::Bytes signed_bytes_of(RequestBody& body) {
    constexpr std::string_view message = "signedMessage", transaction = "transactionBase64";
    if (body.has(message) == body.has(transaction))
        body.refuse("Give either signedMessage or transactionBase64, whichever the wallet has signed");
    const auto name = body.has(message) ? message : transaction;
    return body.optional(name, base::from_base64, "must be base64").value_or(base::Bytes{});
}

}  // namespace

SessionTerms read_terms(RequestBody& body) {
    const auto scopes = scopes_of(body);
    return {scopes, ttl_of(body)};
}

access::WalletProof read_proof(RequestBody& body) {
    // What is there is read first, so that a wrong member is named before a missing one.
    const auto as_text = [](std::string_view text) { return std::optional{text}; };
    for (const auto name : {"challengeId", "signature", "signedMessage", "transactionBase64"})
        body.optional(name, as_text, "must be a string");
    access::WalletProof proof{.challenge_id = std::string{body.text("challengeId")}};
    proof.signature = body.required("signature", solana::signature_from_base58, "must be the base58 text of 64 bytes");
    proof.signed_bytes = signed_bytes_of(body);
    return proof;
}

/// A page is known by its origin, which the gate has found to be allowed.
access::ChallengeOwner challenge_owner(const Call& call) {
    return {call.caller->project().id, call.request.header("Origin").value_or("")};
}

Result<access::WalletChallenge> check_proof(const Call& call, const access::WalletProof& proof) {
    auto challenge = call.services.access.proofs.check(proof, challenge_owner(call));
    if (challenge) return challenge;
    call.services.metrics.count_proof(challenge.error().code);
    if (challenge.error().code != base::ErrorCode::proof_invalid) return challenge;
    return std::unexpected(count_failed_login(call, std::move(challenge.error())));
}

Task<Result<void>> use_challenge(const Call& call, const access::WalletChallenge& challenge) {
    auto& proofs = call.services.access.proofs;
    auto used = co_await base::run_on(call.services.store, [&] { return proofs.use_up(challenge); });
    if (used || used.error().code != base::ErrorCode::proof_invalid) co_return used;
    call.services.metrics.count_proof(used.error().code);
    co_return std::unexpected(count_failed_login(call, std::move(used.error())));
}

Result<access::MintedSession> mint_session(const Call& call, const solana::Pubkey& wallet, const SessionTerms& terms,
                                           std::optional<access::ProofMethod> proven_by) {
    if (!call.services.access.lease.holds()) return std::unexpected(nodes::no_lease());
    if (terms.bound_to) {
        if (auto bound = call.services.access.possession.can_bind(); !bound)
            return std::unexpected(std::move(bound.error()));
    }
    auto minted = call.services.access.sessions.create({.wallet = wallet,
                                                        .scopes = terms.scopes,
                                                        .ttl = terms.ttl,
                                                        .project = call.caller->project().id,
                                                        .key_id = call.caller->key_id(),
                                                        .mode = call.caller->mode(),
                                                        .proven_by = proven_by,
                                                        .bound_to = terms.bound_to});
    auto event = audited(call, audit::Action::session_mint);
    event.subject = minted.id;
    event.wallet = minted.wallet;
    if (proven_by) event.detail = access::to_text(*proven_by);
    if (!call.services.audit.note(event)) return std::unexpected(audit::not_audited());
    call.services.metrics.count_session();
    return minted;
}

http::Response render_session(const access::MintedSession& minted) {
    http::Response response;
    std::string& body = response.body;
    body.reserve(minted.token.size() + 320);
    base::append(body, R"({"token":")", minted.token, R"(","expiresAt":")", expiry_text(minted.expires_at),
                 R"(","scopes":)", scopes_json(minted.scopes), R"(,"sessionId":")", minted.id, R"(","walletAddress":")",
                 minted.wallet, R"("})");
    response.headers.reserve(http::usual_headers);
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace burner::api
