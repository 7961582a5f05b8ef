#include "admin/endpoints/account.hpp"

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/guess.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"
#include "users/password.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

struct NewPassword {
    std::string current;
    std::string next;
    bool ends_others = true;
};

Result<NewPassword> new_password_from(std::string_view text, std::string_view email) {
    api::RequestBody body{text, {"current", "next", "endOthers"}};
    NewPassword wanted{.current = std::string{body.text("current")}, .next = std::string{body.text("next")}};
    wanted.ends_others = body.flag("endOthers").value_or(true);
    body.check(users::check_password("next", wanted.next, email));
    return body.result(wanted);
}

/// Changes the password and ends what began with the old one. On a storage thread.
Result<void> apply_new_password(Call& call, const NewPassword& wanted) {
    auto& services = call.services;
    auto changed = guess(call, call.user().email,
                         [&] { return services.accounts.change_password(call.user(), wanted.current, wanted.next); });
    if (!changed) return changed;
    if (wanted.ends_others) {
        const auto& session = call.signed_in->session;
        if (auto ended = services.sign_ins.sessions().end_all(session.user, session.id); !ended) return ended;
    }
    return record(call, {.action = audit::Action::user_set, .subject = call.user().id, .detail = "own password"});
}

}  // namespace

Task<Result<http::Response>> change_account(Call& call) {
    api::RequestBody body{call.request.body, {"name", "email"}};
    const auto name = body.optional("name", name_from, must_be_name);
    const auto email = body.optional("email", users::normal_email, must_be_email);
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto changed = co_await base::run_on(call.services.store, [&]() -> Result<users::User> {
        auto user = call.services.accounts.store().change(call.user().id, [&](users::User& own) -> Result<void> {
            own.name = name.value_or(own.name);
            own.email = email.value_or(own.email);
            return {};
        });
        if (!user) return user;
        const auto recorded = record(
            call, {.action = audit::Action::user_set, .subject = user->id, .detail = "own name and e-mail address"});
        if (!recorded) return std::unexpected(recorded.error());
        return user;
    });
    if (!changed) co_return std::unexpected(changed.error());
    co_return object_answer(200, [&](base::JsonWriter& json) { write_user(json, *changed); });
}

Task<Result<http::Response>> change_password(Call& call) {
    const auto wanted = new_password_from(call.request.body, call.user().email);
    if (!wanted) co_return std::unexpected(wanted.error());
    const auto changed = co_await run_hashing(call, [&] { return apply_new_password(call, *wanted); });
    if (!changed) co_return std::unexpected(changed.error());
    co_return no_content();
}

Task<Result<http::Response>> list_own_sessions(Call& call) {
    const auto sessions = co_await base::run_on(call.services.store,
                                                [&] { return call.services.sign_ins.sessions().of(call.user().id); });
    if (!sessions) co_return std::unexpected(sessions.error());
    co_return list_answer(*sessions, [&](base::JsonWriter& json, const users::UserSession& session) {
        json.member("id", session.id);
        write_time(json, "createdAt", session.created_at);
        write_time(json, "lastSeenAt", session.seen_at);
        json.member("from", session.from);
        json.member("agent", session.agent);
        json.member("current", session.id == call.signed_in->session.id);
    });
}

Task<Result<http::Response>> end_other_sessions(Call& call) {
    const auto ended = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        const auto& session = call.signed_in->session;
        if (auto done = call.services.sign_ins.sessions().end_all(session.user, session.id); !done) return done;
        return record(call, {.action = audit::Action::user_sign_out, .subject = session.user, .detail = "all others"});
    });
    if (!ended) co_return std::unexpected(ended.error());
    co_return no_content();
}

Task<Result<http::Response>> end_own_session(Call& call) {
    const auto ended = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        const auto done = call.services.sign_ins.sessions().end(call.user().id, call.id);
        if (!done) return std::unexpected(done.error());
        if (!*done) return base::fail(base::ErrorCode::not_found, "Session not found");
        return record(call, {.action = audit::Action::user_sign_out, .subject = call.id});
    });
    if (!ended) co_return std::unexpected(ended.error());
    if (call.id == call.signed_in->session.id) call.cookie = Cookie::cleared;
    co_return no_content();
}

}  // namespace burner::admin
