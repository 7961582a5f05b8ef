// What the gate does with every answer: its headers, its metrics, its log line.
#include <fmt/compile.h>
#include <fmt/format.h>

#include "api/audited.hpp"
#include "api/errors.hpp"
#include "api/gate/cors.hpp"
#include "api/gate/gate_exchange.hpp"
#include "api/services.hpp"
#include "base/log.hpp"

namespace burner::api {

namespace {

/// Returns the route's place in the table; one past the end stands for no route.
std::size_t index_of(const Route* route) {
    return route == nullptr ? routes().size() : static_cast<std::size_t>(route - routes().data());
}

/// Writes the time with two decimals, rounded down.
std::string milliseconds(std::chrono::duration<double> time) {
    const auto hundredths = static_cast<std::uint64_t>(time.count() * 1e5);
    return fmt::format(FMT_COMPILE("{}.{:02}"), hundredths / 100, hundredths % 100);
}

}  // namespace

http::Response Gate::render(const Exchange& exchange, base::Result<http::Response> outcome) {
    http::Response response = outcome ? std::move(*outcome) : render_error(exchange, outcome.error());
    response.owner = exchange.owner();
    add_headers(exchange, response);
    count_and_log(exchange, response.status);
    if (!outcome && exchange.stream && exchange.stream->reads_refusals)
        refuse_in_frame(exchange, outcome.error(), response);
    return response;
}

http::Response Gate::render_error(const Exchange& exchange, const base::Error& error) const {
    const ErrorRow& row = row_of(error.code);
    const int status = exchange.refused_with.value_or(row.status);
    http::Response response{.status = status, .body = error_body(error, exchange.id, status)};
    if (error.code == base::ErrorCode::method_not_allowed) response.headers.push_back({"Allow", exchange.match.allow});
    if (exchange.retry_after)
        response.headers.push_back({"Retry-After", fmt::to_string(exchange.retry_after->count())});
    const Route* route = exchange.route();
    if (route != nullptr && route->endpoint.is_stream && !exchange.stream) http::add_upgrade_headers(response);
    if (route != nullptr && route->access.requirement()) {
        auto challenge = access::challenge(error.code, text_of(error), *route->access.requirement());
        if (challenge) response.headers.push_back({"WWW-Authenticate", std::move(*challenge)});
    }
    services_.metrics.count_refusal(row.word);
    note_refusal(services_, exchange.request, exchange.id, patterns_[index_of(route)],
                 exchange.caller ? &*exchange.caller : nullptr, error);
    return response;
}

void Gate::add_headers(const Exchange& exchange, http::Response& response) const {
    response.headers.reserve(http::usual_headers);
    response.headers.push_back({"X-Request-Id", exchange.id});
    if (exchange.rate) {
        response.headers.push_back({"X-RateLimit-Limit", fmt::to_string(exchange.rate->limit)});
        response.headers.push_back({"X-RateLimit-Remaining", fmt::to_string(exchange.rate->remaining)});
    }
    const bool is_api = exchange.route() == nullptr || exchange.route()->mount == Mount::api;
    if (is_api && exchange.request.header("Origin") && exchange.request.method != http::Method::options)
        allow_any_origin(response);
}

void Gate::count_and_log(const Exchange& exchange, int status) const {
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - exchange.started;
    const auto index = index_of(exchange.route());
    services_.metrics.count_request(index, status, time);
    base::log(base::LogLevel::info, "request",
              {{"id", exchange.id},
               {"method", exchange.request.method_name},
               {"route", patterns_[index]},
               {"from", exchange.request.from},
               {"key", exchange.caller ? std::string_view{exchange.caller->key_id()} : "-"},
               {"status", fmt::format_int{status}.c_str()},
               {"ms", milliseconds(time)}});
}

http::Response Gate::refuse(int status, std::string_view reason, std::string_view from) {
    const std::string id = next_request_id();
    const base::Error error{code_of(status), std::string{reason}};
    http::Response response{.status = status, .body = error_body(error, id, status)};
    response.headers.push_back({"X-Request-Id", id});
    services_.metrics.count_refusal(row_of(error.code).word);
    base::log(base::LogLevel::info, "refused",
              {{"id", id}, {"from", from}, {"status", fmt::format_int{status}.c_str()}, {"reason", text_of(error)}});
    return response;
}

}  // namespace burner::api
