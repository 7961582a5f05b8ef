#include "admin/gate.hpp"

#include <fmt/format.h>

#include "admin/cookie.hpp"
#include "admin/routes.hpp"
#include "admin/same_site.hpp"
#include "admin/services.hpp"
#include "api/errors.hpp"
#include "api/gate/body_type.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "pages/page_answer.hpp"

namespace burner::admin {

using base::ErrorCode;
using base::Result;
using base::Task;

namespace {

Result<void> check_route(const Match& match) {
    if (match.route != nullptr) return {};
    return base::fail(match.allow.empty() ? ErrorCode::not_found : ErrorCode::method_not_allowed);
}

/// A project that is not theirs answers as one that does not exist.
Result<void> check_role(const Call& call, const Route& route) {
    const users::User& user = call.user();
    switch (route.who) {
        case Who::anyone:
        case Who::user: return {};
        case Who::site_operator:
            if (user.is_operator) return {};
            return base::fail(ErrorCode::wrong_role);
        case Who::owner:
            if (user.may_own(call.project) && call.services.keys.find_project(call.project) != nullptr) return {};
            return base::fail(ErrorCode::not_found, "Project not found");
    }
    return {};
}

}  // namespace

Gate::Gate(Services& services) : services_(services), id_prefix_("adm" + base::random_id().substr(0, 6)) {}

http::PendingResponse Gate::handle(const http::Request& request) {
    if (!request.path.starts_with("/admin/")) return answer_page(request);
    return answer(request, next_request_id());
}

/// Answers with a file. Every screen is the one page, which reads in its address what to show.
http::Response Gate::answer_page(const http::Request& request) {
    const std::string id = next_request_id();
    const Call call{.services = services_, .request = request, .request_id = id};
    if (auto host = check_host(request, services_.origin); !host) return render(call, {}, std::unexpected(host.error()));
    const bool reads = request.method == http::Method::get || request.method == http::Method::head;
    const auto find = [&](std::string_view path) {
        return pages::find_page_file(services_.pages, pages::Site::dashboard, path);
    };
    const pages::PageFile* file = find(request.path);
    if (file == nullptr && !request.path.contains('.')) file = find("/");
    if (!reads || file == nullptr) return render(call, {}, base::fail(ErrorCode::not_found));
    return pages::page_answer(*file, request);
}

Task<http::Response> Gate::answer(const http::Request& request, std::string id) {
    const Match match = match_route(request.method, request.path);
    Call call{.services = services_, .request = request, .request_id = id, .project = match.project, .id = match.id};
    Result<http::Response> outcome{std::in_place};
    try {
        outcome = co_await pass(call, match);
    } catch (const std::exception& bug) {
        base::log(base::LogLevel::error, "request failed", {{"id", id}, {"reason", bug.what()}});
        outcome = base::fail(ErrorCode::internal);
    }
    co_return render(call, match, std::move(outcome));
}

/// Runs the steps; the first refusal is the answer. The body is small, so it is read before anybody is looked up: who
/// was there when it had come is there when the endpoint runs.
Task<Result<http::Response>> Gate::pass(Call& call, const Match& match) {
    const auto& request = call.request;
    if (auto host = check_host(request, services_.origin); !host) co_return std::unexpected(host.error());
    if (auto found = check_route(match); !found) co_return std::unexpected(found.error());
    if (auto site = check_site(request, services_.origin); !site) co_return std::unexpected(site.error());
    if (auto type = api::check_body_type(request); !type) co_return std::unexpected(type.error());
    if (request.awaits_body) {
        auto received = co_await receive_body(request);
        if (!received) co_return std::unexpected(received.error());
    }
    if (!services_.lease.may_answer()) co_return std::unexpected(nodes::no_lease());
    const Route& route = *match.route;
    if (route.who != Who::anyone) {
        auto known = co_await identify(call, route);
        if (!known) co_return std::unexpected(known.error());
    }
    co_return co_await route.endpoint(call);
}

/// Finds out who is there: 401, whether they may: 403 or 404, and whether that is fresh enough: 403.
Task<Result<void>> Gate::identify(Call& call, const Route& route) {
    const auto token = token_in_cookie(call.request);
    if (!token) co_return std::unexpected(users::not_signed_in());
    const bool is_background = call.request.header("X-Background") == "1";
    auto found =
        co_await base::run_on(services_.store, [&] { return services_.sign_ins.authenticate(*token, is_background); });
    if (!found) co_return std::unexpected(found.error());
    call.signed_in = *std::move(found);
    if (auto may = check_role(call, route); !may) co_return may;
    if (route.sign_in == SignIn::fresh && !services_.sign_ins.is_fresh(call.signed_in->session))
        co_return base::fail(ErrorCode::reauthenticate);
    co_return Result<void>{};
}

Task<Result<void>> Gate::receive_body(const http::Request& request) {
    const auto owner = std::hash<std::string_view>{}(request.from);
    const auto received = co_await request.client->receive_body(owner);
    if (!received) co_return base::fail(api::code_of(received.error().status), std::string{received.error().reason});
    co_return Result<void>{};
}

std::string Gate::next_request_id() {
    return fmt::format("{}{:08x}", id_prefix_, ++last_id_);
}

}  // namespace burner::admin
