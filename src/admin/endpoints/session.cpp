#include "admin/endpoints/session.hpp"

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/guess.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

void write_session(base::JsonWriter& json, const users::UserSession& session, const users::SessionTerms& terms) {
    write_time(json, "createdAt", session.created_at);
    write_time(json, "authenticatedAt", session.authenticated_at);
    write_time(json, "idleAt", terms.idle_at(session));
    write_time(json, "expiresAt", terms.expires_at(session));
}

void write_projects(base::JsonWriter& json, const Call& call) {
    json.key("projects");
    json.begin_array();
    for (const auto& project : call.services.keys.projects()) {
        if (!call.user().may_own(project.id)) continue;
        json.begin_object();
        json.member("id", project.id);
        json.member("name", project.name);
        json.member("role", to_text(users::Role::owner));
        json.end_object();
    }
    json.end_array();
}

void write_user_member(base::JsonWriter& json, const Call& call) {
    json.key("user");
    json.begin_object();
    write_user(json, call.user());
    json.end_object();
}

}  // namespace

Task<Result<http::Response>> sign_in(Call& call) {
    api::RequestBody body{call.request.body, {"email", "password"}};
    const std::string email = users::normal_email(body.text("email")).value_or("");
    const std::string password{body.text("password")};
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    auto begun = co_await run_hashing(call, [&] {
        return guess(call, email, [&] { return call.services.sign_ins.sign_in(email, password, call.browser()); });
    });
    if (!begun) co_return std::unexpected(begun.error());
    call.sign_in(*std::move(begun));
    const auto recorded = co_await base::run_on(call.services.store, [&] {
        return record(call, {.action = audit::Action::user_sign_in, .subject = call.signed_in->session.id});
    });
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return object_answer(200, [&](base::JsonWriter& json) { write_user_member(json, call); });
}

Task<Result<http::Response>> get_session(Call& call) {
    co_return object_answer(200, [&](base::JsonWriter& json) {
        write_user_member(json, call);
        write_projects(json, call);
        json.key("session");
        json.begin_object();
        write_session(json, call.signed_in->session, call.services.sign_ins.terms());
        json.end_object();
    });
}

Task<Result<http::Response>> reauthenticate(Call& call) {
    api::RequestBody body{call.request.body, {"password"}};
    const std::string password{body.text("password")};
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    auto begun = co_await run_hashing(call, [&] {
        return guess(call, call.user().email,
                     [&] { return call.services.sign_ins.reauthenticate(*call.signed_in, password); });
    });
    if (!begun) co_return std::unexpected(begun.error());
    call.sign_in(*std::move(begun));
    const auto recorded = co_await base::run_on(call.services.store, [&] {
        return record(
            call, {.action = audit::Action::user_sign_in, .subject = call.signed_in->session.id, .detail = "again"});
    });
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return no_content();
}

Task<Result<http::Response>> sign_out(Call& call) {
    const auto ended = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        const auto& session = call.signed_in->session;
        const auto done = call.services.sign_ins.sessions().end(session.user, session.id);
        if (!done) return std::unexpected(done.error());
        return record(call, {.action = audit::Action::user_sign_out, .subject = session.id});
    });
    if (!ended) co_return std::unexpected(ended.error());
    call.cookie = Cookie::cleared;
    co_return no_content();
}

}  // namespace burner::admin
