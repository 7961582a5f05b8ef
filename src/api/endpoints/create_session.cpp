#include "api/endpoints/create_session.hpp"

#include "api/audited.hpp"
#include "api/services.hpp"
#include "api/wire/json_body.hpp"
#include "api/wire/wallet_address.hpp"
#include "base/append.hpp"
#include "base/timestamp.hpp"

namespace burner::api {

namespace {

base::Result<access::ScopeSet> scopes_of(const JsonObject& body) {
    const auto words = body.optional_texts("scopes");
    if (!words) return std::unexpected(words.error());
    return *words ? access::parse_scopes(**words) : access::ScopeSet::all();
}

/// A whole second: the same for all that live as long.
std::string_view expiry_text(base::UnixTime time) {
    thread_local base::TimeText text;
    return text.of(time);
}

base::Result<std::chrono::seconds> ttl_of(const JsonObject& body) {
    const auto ttl = body.optional_integer("ttlSeconds", 1, access::max_session_ttl.count());
    if (!ttl) return std::unexpected(ttl.error());
    return std::chrono::seconds{ttl->value_or(access::default_session_ttl.count())};
}

/// The same for all that may do the same, as nearly all may.
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
    const auto body = JsonObject::parse(call.request.body, {"walletAddress", "scopes", "ttlSeconds"});
    if (!body) return std::unexpected(body.error());
    const auto address = body->text("walletAddress");
    if (!address) return std::unexpected(address.error());
    const auto wallet = parse_wallet_address(*address);
    if (!wallet) return std::unexpected(wallet.error());
    const auto scopes = scopes_of(*body);
    if (!scopes) return std::unexpected(scopes.error());
    const auto ttl = ttl_of(*body);
    if (!ttl) return std::unexpected(ttl.error());
    return Input{*wallet, *scopes, *ttl};
}

base::Result<access::MintedSession> CreateSession::run(const Call& call, Input input) {
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
