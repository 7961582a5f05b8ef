#include "api/endpoints/create_session.hpp"

#include "api/audited.hpp"
#include "api/services.hpp"
#include "api/wire/request_body.hpp"
#include "base/append.hpp"
#include "base/timestamp.hpp"

namespace burner::api {

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

}  // namespace

base::Result<CreateSession::Input> CreateSession::parse(const Call& call) {
    RequestBody body{call.request.body, {"walletAddress", "scopes", "ttlSeconds"}};
    const Input input{
        .wallet = body.required("walletAddress", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address),
        .scopes = scopes_of(body),
        .ttl = ttl_of(body)};
    return body.result(input);
}

/// Mints nothing without a lease, also where the node is set to serve without: a key may have been revoked.
base::Result<access::MintedSession> CreateSession::run(const Call& call, Input input) {
    if (!call.services.access.lease.holds()) return std::unexpected(nodes::no_lease());
    auto minted = call.services.access.sessions.create({.wallet = input.wallet,
                                                        .scopes = input.scopes,
                                                        .ttl = input.ttl,
                                                        .project = call.caller->project().id,
                                                        .key_id = call.caller->key_id(),
                                                        .mode = call.caller->mode()});
    auto event = audited(call, audit::Action::session_mint);
    event.subject = minted.id;
    event.wallet = minted.wallet;
    if (!call.services.audit.note(event)) return std::unexpected(audit::not_audited());
    call.services.metrics.count_session();
    return minted;
}

http::Response CreateSession::render(const access::MintedSession& minted) {
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
