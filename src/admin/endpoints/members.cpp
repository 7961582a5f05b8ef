#include "admin/endpoints/members.hpp"

#include <algorithm>

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

using Memberships = std::vector<users::Membership>;

Memberships::const_iterator find_in(const Memberships& memberships, std::string_view project) {
    return std::ranges::find(memberships, project, &users::Membership::project);
}

/// Takes a project from a user. False: it was not theirs.
bool take_from(users::User& user, std::string_view project) {
    return std::erase_if(user.memberships, [&](const auto& membership) { return membership.project == project; }) > 0;
}

/// Changes a user's part in the project and writes it down. On a storage thread.
Result<void> change_member(const Call& call, const users::UserStore::Change& change, std::string_view detail) {
    const auto changed = call.services.accounts.store().change(call.id, change);
    if (!changed) return std::unexpected(changed.error());
    return record(
        call, {.action = audit::Action::user_set, .project = call.project, .subject = changed->id, .detail = detail});
}

}  // namespace

Task<Result<http::Response>> list_members(Call& call) {
    auto members = co_await base::run_on(call.services.store, [&] { return call.services.accounts.store().list(); });
    if (!members) co_return std::unexpected(members.error());
    std::erase_if(*members, [&](const users::User& user) {
        return find_in(user.memberships, call.project) == user.memberships.end();
    });
    co_return list_answer(*members, [&](base::JsonWriter& json, const users::User& user) {
        json.member("id", user.id);
        json.member("email", user.email);
        json.member("name", user.name);
        json.member("role", to_text(find_in(user.memberships, call.project)->role));
    });
}

Task<Result<http::Response>> put_member(Call& call) {
    api::RequestBody body{call.request.body, {"role"}};
    const auto role = body.required("role", users::role_from_text, "must be owner");
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto done = co_await base::run_on(call.services.store, [&] {
        const auto put = [&](users::User& user) -> Result<void> {
            take_from(user, call.project);
            user.memberships.push_back({std::string{call.project}, role});
            std::ranges::sort(user.memberships, {}, &users::Membership::project);
            return {};
        };
        return change_member(call, put, to_text(role));
    });
    if (!done) co_return std::unexpected(done.error());
    co_return no_content();
}

Task<Result<http::Response>> delete_member(Call& call) {
    const auto done = co_await base::run_on(call.services.store, [&] {
        const auto take = [&](users::User& user) -> Result<void> {
            if (take_from(user, call.project)) return {};
            return base::fail(base::ErrorCode::not_found, "Member not found");
        };
        return change_member(call, take, "no member any more");
    });
    if (!done) co_return std::unexpected(done.error());
    co_return no_content();
}

}  // namespace burner::admin
