#include "api/endpoints/introspect_session.hpp"

#include "api/services.hpp"
#include "api/wire/request_body.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

namespace {

std::int64_t unix_seconds(base::UnixTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

base::Result<IntrospectSession::Input> IntrospectSession::parse(const Call& call) {
    RequestBody body{call.request.body, {"token"}};
    return body.result(Input{std::string{body.text("token")}});
}

base::Result<IntrospectSession::Output> IntrospectSession::run(const Call& call, Input input) {
    const auto& known = call.services.access;
    auto session =
        known.lease.look_up([&] { return known.sessions.introspect(call.caller->project().id, input.token); });
    if (!session) return std::unexpected(session.error());
    return Output{*std::move(session), call.services.access.token_settings};
}

http::Response IntrospectSession::render(const Output& output) {
    const auto& [session, settings] = output;
    http::Response response;
    response.headers.push_back({"Cache-Control", "no-store"});
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("active", session.has_value());
    if (session) {
        json.member("scope", access::to_text(session->scopes));
        json.member("client_id", session->key_id);
        json.member("token_type", session->bound_to ? "DPoP" : "Bearer");
        json.member("iss", settings.issuer);
        json.member("aud", settings.audience);
        json.member("exp", unix_seconds(session->expires_at));
        json.member("iat", unix_seconds(session->issued_at));
        json.member("sub", solana::to_base58(session->wallet));
        json.member("jti", session->id);
        if (session->proven_by) {
            json.key("amr");
            json.begin_array();
            json.value(access::to_text(*session->proven_by));
            json.end_array();
        }
        if (session->bound_to) {
            json.key("cnf");
            json.begin_object();
            json.member("jkt", *session->bound_to);
            json.end_object();
        }
    }
    json.end_object();
    return response;
}

}  // namespace burner::api
