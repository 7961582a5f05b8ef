#include "admin/endpoints/setup.hpp"

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"
#include "users/password.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

/// What a link is used with. A link of a user needs neither address nor name: they have both.
struct SetUp {
    std::string token;
    std::string password;
    std::optional<std::string> email;
    std::optional<std::string> name;
};

Result<SetUp> set_up_from(std::string_view text) {
    api::RequestBody body{text, {"token", "email", "name", "password"}};
    const SetUp wanted{.token = std::string{body.text("token")},
                       .password = std::string{body.text("password")},
                       .email = body.optional("email", users::normal_email, must_be_email),
                       .name = body.optional("name", name_from, must_be_name)};
    return body.result(wanted);
}

/// Makes what the link is for. On a storage thread.
Result<users::User> use_link(users::Accounts& accounts, const SetUp& wanted, const users::Link& link) {
    if (!link.user.empty()) return accounts.choose_password(wanted.token, wanted.password);
    return accounts.set_up(wanted.token, {.email = *wanted.email, .name = *wanted.name}, wanted.password);
}

/// Checks what the link needs before anything is hashed.
Result<users::Link> check_link(users::Accounts& accounts, const SetUp& wanted) {
    auto link = accounts.find_link(wanted.token);
    if (!link) return link;
    std::string email = wanted.email.value_or("");
    if (link->user.empty()) {
        if (!wanted.email) return base::fail(base::ErrorCode::invalid_request, "email is required");
        if (!wanted.name) return base::fail(base::ErrorCode::invalid_request, "name is required");
    } else {
        const auto user = accounts.store().find(link->user);
        if (!user) return std::unexpected(user.error());
        if (*user) email = (*user)->email;
    }
    if (auto good = users::check_password("password", wanted.password, email); !good)
        return std::unexpected(good.error());
    return link;
}

}  // namespace

Task<Result<http::Response>> get_status(Call& call) {
    const auto users =
        co_await base::run_on(call.services.store, [&] { return call.services.accounts.store().list(); });
    if (!users) co_return std::unexpected(users.error());
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("needsSetup", users->empty());
        json.member("version", call.services.version);
    });
}

Task<Result<http::Response>> set_up(Call& call) {
    const auto wanted = set_up_from(call.request.body);
    if (!wanted) co_return std::unexpected(wanted.error());
    auto& services = call.services;
    const auto link = co_await base::run_on(services.store, [&] { return check_link(services.accounts, *wanted); });
    if (!link) co_return std::unexpected(link.error());
    auto begun = co_await run_hashing(call, [&]() -> Result<users::NewSignIn> {
        const auto user = use_link(services.accounts, *wanted, *link);
        if (!user) return std::unexpected(user.error());
        return services.sign_ins.begin(*user, call.browser());
    });
    if (!begun) co_return std::unexpected(begun.error());
    call.sign_in(*std::move(begun));
    const auto recorded = co_await base::run_on(services.store, [&] {
        const bool is_first = link->user.empty();
        return record(call, {.action = is_first ? audit::Action::user_create : audit::Action::user_set,
                             .subject = call.user().id,
                             .detail = is_first ? "the first operator" : "password by link"});
    });
    if (!recorded) co_return std::unexpected(recorded.error());
    co_return object_answer(201, [&](base::JsonWriter& json) {
        json.key("user");
        json.begin_object();
        write_user(json, call.user());
        json.end_object();
    });
}

}  // namespace burner::admin
