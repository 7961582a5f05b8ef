#include "admin/endpoints/users.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

void write_whole_user(base::JsonWriter& json, const users::User& user) {
    write_user(json, user);
    write_time(json, "createdAt", user.created_at);
    write_time(json, "disabledAt", user.disabled_at);
    json.member("hasPassword", !user.password_hash.empty());
    json.key("members");
    json.begin_array();
    for (const auto& membership : user.memberships) {
        json.begin_object();
        json.member("project", membership.project);
        json.member("role", to_text(membership.role));
        json.end_object();
    }
    json.end_array();
}

void write_new_link(base::JsonWriter& json, const Call& call, const users::NewLink& made) {
    json.member("link", fmt::format("{}/reset#{}", call.services.origin, made.token.reveal()));
    write_time(json, "expiresAt", made.link.expires_at);
}

/// Reads the projects of a new user, each once.
std::vector<users::Membership> read_memberships(api::RequestBody& body, const access::KeyRing& keys) {
    constexpr std::size_t max_projects = 200;
    if (!body.has("members")) return {};
    auto memberships = body.list("members", max_projects, {"project", "role"}, [&](api::RequestBody& entry) {
        const auto is_there = [&](std::string_view id) { return keys.find_project(id) ? as_text(id) : std::nullopt; };
        return users::Membership{entry.required("project", is_there, "must be the id of a project"),
                                 entry.required("role", users::role_from_text, "must be owner")};
    });
    std::ranges::sort(memberships, {}, &users::Membership::project);
    const auto twice = std::ranges::adjacent_find(memberships, {}, &users::Membership::project);
    if (twice != memberships.end()) body.refuse("members must name each project once");
    return memberships;
}

/// What a request says of a user; what is absent stays.
struct UserChanges {
    std::optional<std::string> email;
    std::optional<std::string> name;
    std::optional<bool> is_operator;
    std::optional<bool> is_disabled;
};

Result<UserChanges> user_changes_from(std::string_view text) {
    api::RequestBody body{text, {"email", "name", "operator", "disabled"}};
    const UserChanges changes{.email = body.optional("email", users::normal_email, must_be_email),
                              .name = body.optional("name", name_from, must_be_name),
                              .is_operator = body.flag("operator"),
                              .is_disabled = body.flag("disabled")};
    return body.result(changes);
}

void apply_to_user(const UserChanges& changes, users::User& user, base::UnixTime now) {
    user.email = changes.email.value_or(user.email);
    user.name = changes.name.value_or(user.name);
    user.is_operator = changes.is_operator.value_or(user.is_operator);
    if (!changes.is_disabled) return;
    if (!*changes.is_disabled) user.disabled_at.reset();
    if (*changes.is_disabled && !user.disabled_at) user.disabled_at = now;
}

/// Says in the audit log what has become another. Addresses and names stay out of it.
std::string user_description(const UserChanges& changes) {
    std::string text;
    const auto add = [&](std::string_view what) { text.append(text.empty() ? "" : ", ").append(what); };
    if (changes.email) add("e-mail address");
    if (changes.name) add("name");
    if (changes.is_operator) add(*changes.is_operator ? "operator" : "no operator any more");
    if (changes.is_disabled) add(*changes.is_disabled ? "disabled" : "enabled");
    return text;
}

}  // namespace

Task<Result<http::Response>> list_users(Call& call) {
    const auto all = co_await base::run_on(call.services.store, [&] { return call.services.accounts.store().list(); });
    if (!all) co_return std::unexpected(all.error());
    co_return list_answer(*all, write_whole_user);
}

Task<Result<http::Response>> create_user(Call& call) {
    api::RequestBody body{call.request.body, {"email", "name", "operator", "members"}};
    const users::NewUser wanted{.email = body.required("email", users::normal_email, must_be_email),
                                .name = body.required("name", name_from, must_be_name),
                                .is_operator = body.flag("operator").value_or(false),
                                .memberships = read_memberships(body, call.services.keys)};
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto made = co_await base::run_on(call.services.store, [&]() -> Result<users::MadeUser> {
        auto created = call.services.accounts.create(wanted);
        if (!created) return created;
        const auto recorded = record(call, {.action = audit::Action::user_create,
                                            .subject = created->user.id,
                                            .detail = wanted.is_operator ? "operator" : ""});
        if (!recorded) return std::unexpected(recorded.error());
        return created;
    });
    if (!made) co_return std::unexpected(made.error());
    co_return object_answer(201, [&](base::JsonWriter& json) {
        write_whole_user(json, made->user);
        write_new_link(json, call, made->link);
    });
}

Task<Result<http::Response>> change_user(Call& call) {
    const auto changes = user_changes_from(call.request.body);
    if (!changes) co_return std::unexpected(changes.error());
    const auto changed = co_await base::run_on(call.services.store, [&]() -> Result<users::User> {
        const auto now = call.services.clock.now();
        auto user = call.services.accounts.store().change(call.id, [&](users::User& found) -> Result<void> {
            apply_to_user(*changes, found, now);
            return {};
        });
        if (!user) return user;
        const auto detail = user_description(*changes);
        const auto recorded = record(call, {.action = audit::Action::user_set, .subject = user->id, .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return user;
    });
    if (!changed) co_return std::unexpected(changed.error());
    co_return object_answer(200, [&](base::JsonWriter& json) { write_whole_user(json, *changed); });
}

Task<Result<http::Response>> delete_user(Call& call) {
    const auto removed = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        if (auto done = call.services.accounts.store().remove(call.id); !done) return done;
        return record(call, {.action = audit::Action::user_delete, .subject = call.id});
    });
    if (!removed) co_return std::unexpected(removed.error());
    co_return no_content();
}

Task<Result<http::Response>> create_link(Call& call) {
    const auto made = co_await base::run_on(call.services.store, [&]() -> Result<users::NewLink> {
        auto link = call.services.accounts.make_link(call.id);
        if (!link) return link;
        const auto recorded = record(call, {.action = audit::Action::user_link, .subject = call.id});
        if (!recorded) return std::unexpected(recorded.error());
        return link;
    });
    if (!made) co_return std::unexpected(made.error());
    co_return object_answer(201, [&](base::JsonWriter& json) { write_new_link(json, call, *made); });
}

Task<Result<http::Response>> end_sessions_of_user(Call& call) {
    const auto ended = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        const auto user = call.services.accounts.store().find(call.id);
        if (!user) return std::unexpected(user.error());
        if (!*user) return std::unexpected(users::no_such_user());
        if (auto done = call.services.sign_ins.sessions().end_all(call.id, {}); !done) return done;
        return record(call, {.action = audit::Action::user_sign_out, .subject = call.id, .detail = "everywhere"});
    });
    if (!ended) co_return std::unexpected(ended.error());
    co_return no_content();
}

}  // namespace burner::admin
