// What the gate does with every answer: its headers, its cookie, its log line.
#include <fmt/format.h>

#include "admin/cookie.hpp"
#include "admin/gate.hpp"
#include "admin/routes.hpp"
#include "admin/services.hpp"
#include "api/errors.hpp"
#include "base/log.hpp"

namespace burner::admin {

namespace {

/// Returns the route's name in logs.
std::string pattern_of(const Match& match) {
    return match.route == nullptr ? "none" : full_pattern(*match.route);
}

/// The answers are data of people who are signed in: nobody keeps, shows or runs them.
void add_headers(http::Response& response, std::string_view request_id) {
    const auto add = [&](std::string_view name, std::string value) {
        response.headers.push_back({name, std::move(value)});
    };
    add("X-Request-Id", std::string{request_id});
    add("Cache-Control", "no-store");
    add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    add("Referrer-Policy", "no-referrer");
    add("X-Content-Type-Options", "nosniff");
}

void note_refusal(const Call& call, const Match& match, const api::ErrorRow& row) {
    if (row.status != 401 && row.status != 403) return;
    const std::string route = pattern_of(match);
    const std::string user = call.signed_in ? call.user().id : std::string{};
    call.services.audit.note({.action = audit::Action::request_refuse,
                              .time = call.services.clock.now(),
                              .actor = user.empty() ? audit::Actor{} : audit::Actor{audit::Actor::Kind::user, user},
                              .subject = route,
                              .from = call.request.from,
                              .request_id = call.request_id,
                              .detail = row.word});
}

}  // namespace

http::Response Gate::render(const Call& call, const Match& match, base::Result<http::Response> outcome) {
    http::Response response;
    if (outcome) {
        response = *std::move(outcome);
    } else {
        const auto& row = api::row_of(outcome.error().code);
        response = {.status = row.status, .body = api::error_body(outcome.error(), call.request_id)};
        if (outcome.error().code == base::ErrorCode::method_not_allowed)
            response.headers.push_back({"Allow", match.allow});
        if (call.retry_after) response.headers.push_back({"Retry-After", fmt::to_string(call.retry_after->count())});
        note_refusal(call, match, row);
    }
    add_headers(response, call.request_id);
    if (outcome && call.cookie == Cookie::set)
        response.headers.push_back({"Set-Cookie", cookie_of(call.token.reveal())});
    if (outcome && call.cookie == Cookie::cleared) {
        response.headers.push_back({"Set-Cookie", cleared_cookie()});
        response.headers.push_back({"Clear-Site-Data", R"("cache", "storage")"});
    }
    base::log(base::LogLevel::info, "dashboard",
              {{"id", call.request_id},
               {"method", call.request.method_name},
               {"route", pattern_of(match)},
               {"from", call.request.from},
               {"user", call.signed_in ? std::string_view{call.user().id} : "-"},
               {"status", fmt::to_string(response.status)}});
    return response;
}

http::Response Gate::refuse(int status, std::string_view reason, std::string_view from) {
    const std::string id = next_request_id();
    const base::Error error{api::code_of(status), std::string{reason}};
    http::Response response{.status = status, .body = api::error_body(error, id, status)};
    add_headers(response, id);
    base::log(base::LogLevel::info, "refused",
              {{"id", id}, {"from", from}, {"status", fmt::to_string(status)}, {"reason", api::text_of(error)}});
    return response;
}

}  // namespace burner::admin
