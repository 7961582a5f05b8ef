#include "api/gate.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include "api/audited.hpp"
#include "api/body_type.hpp"
#include "api/cors.hpp"
#include "api/errors.hpp"
#include "api/idempotent.hpp"
#include "api/services.hpp"
#include "api/wire/wallet_address.hpp"
#include "base/log.hpp"
#include "base/random.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;
using base::Task;

Gate::Exchange::Exchange(Gate& gate, const http::Request& asked)
    : request(asked),
      match(match_route(asked.method, asked.path)),
      id(gate.next_request_id()),
      started(std::chrono::steady_clock::now()),
      call{.services = gate.services_, .request = asked, .retry_after = retry_after, .id = match.id, .request_id = id} {
}

Gate::Gate(Services& services) : services_(services), id_prefix_(base::random_id().substr(0, 7)) {
    for (const auto& route : routes()) patterns_.push_back(full_pattern(route));
    patterns_.emplace_back("none");
}

namespace {

/// Honoured on every POST of a known caller.
std::optional<std::string_view> idempotency_key(const Call& call, const Route& route) {
    if (call.caller == nullptr || route.method != http::Method::post) return std::nullopt;
    return call.request.header("Idempotency-Key");
}

Task<Result<http::Response>> run(Call& call, const Route& route) {
    const Endpoint& endpoint = route.endpoint;
    if (const auto key = idempotency_key(call, route)) co_return co_await run_once(call, route, *key);
    if (endpoint.at_once != nullptr) co_return endpoint.at_once(call);
    co_return co_await endpoint.in_time(call);
}

Result<http::Response> failed(const std::string& id, const std::exception& bug) {
    base::log(base::LogLevel::error, "request failed", {{"id", id}, {"reason", bug.what()}});
    return base::fail(ErrorCode::internal, "Internal server error");
}

}  // namespace

http::Answer Gate::handle(const http::Request& request) {
    auto exchange = std::make_unique<Exchange>(*this, request);
    std::optional<Result<http::Response>> outcome;
    try {
        outcome = answer_at_once(*exchange);
    } catch (const std::exception& bug) {
        outcome = failed(exchange->id, bug);
    }
    if (!outcome) return answer_in_time(std::move(exchange));
    return conclude(*exchange, *std::move(outcome));
}

/// Nothing: it has to wait, for its quota or for what it asks.
std::optional<Result<http::Response>> Gate::answer_at_once(Exchange& exchange) {
    if (auto early = answer_early(exchange)) return early;
    if (auto entered = enter(exchange); !entered) return std::unexpected(std::move(entered.error()));
    if (exchange.needs_quota) return std::nullopt;
    if (auto cleared = clear(exchange); !cleared) return std::unexpected(std::move(cleared.error()));
    const Route& route = *exchange.route();
    if (route.endpoint.at_once == nullptr || idempotency_key(exchange.call, route)) return std::nullopt;
    return route.endpoint.at_once(exchange.call);
}

Task<http::Response> Gate::answer_in_time(std::unique_ptr<Exchange> exchange) {
    Result<http::Response> outcome{std::in_place};
    try {
        Result<void> passed;
        if (exchange->needs_quota) {
            passed = co_await reserve_quota(*exchange);
            if (passed) passed = clear(*exchange);
        }
        if (passed) {
            outcome = co_await run(exchange->call, *exchange->route());
        } else {
            outcome = std::unexpected(std::move(passed.error()));
        }
    } catch (const std::exception& bug) {
        outcome = failed(exchange->id, bug);
    }
    co_return conclude(*exchange, std::move(outcome));
}

http::Response Gate::conclude(const Exchange& exchange, Result<http::Response> outcome) {
    http::Response response = outcome ? std::move(*outcome) : render_error(exchange, outcome.error());
    finish(exchange, response);
    if (!outcome && exchange.stream && exchange.stream->reads_refusals)
        refuse_in_frame(exchange, outcome.error(), response);
    return response;
}

namespace {

/// `OPTIONS *` asks what the server can do in general (RFC 9110 section 9.3.7).
http::Response server_options() {
    http::Response response{.status = 204};
    response.headers.push_back({"Allow", all_methods() + ", OPTIONS"});
    return response;
}

}  // namespace

/// What can be said without knowing who asks.
std::optional<Result<http::Response>> Gate::answer_early(Exchange& exchange) const {
    const Match& match = exchange.match;
    if (match.route == nullptr) {
        const bool asks_options = exchange.request.method == http::Method::options;
        if (asks_options && exchange.request.path == "*") return server_options();
        if (match.allow.empty()) return base::fail(ErrorCode::not_found, "Not found");
        if (asks_options) return preflight(match.allow);
        return base::fail(ErrorCode::method_not_allowed, "Method not allowed");
    }
    if (!match.route->endpoint.is_stream) return std::nullopt;
    if (auto refusal = begin_stream(exchange)) return *std::move(refusal);
    if (auto found = read_stream_token(*exchange.stream, exchange.request); !found)
        return std::unexpected(std::move(found.error()));
    return std::nullopt;
}

/// Who is calling, and whether it is too much.
Result<void> Gate::enter(Exchange& exchange) {
    if (!exchange.route()->access.requirement()) return {};
    if (auto known = authenticate(exchange); !known) return known;
    if (auto admitted = admit(exchange); !admitted) return admitted;
    const auto quota = ask_quota(*exchange.caller);
    if (quota.verdict == limits::QuotaVerdict::refused) {
        exchange.retry_after = quota.retry_after;
        return std::unexpected(limits::quota_exceeded());
    }
    if (quota.verdict == limits::QuotaVerdict::admitted_running_low) reserve_ahead(*exchange.caller);
    exchange.needs_quota = quota.verdict == limits::QuotaVerdict::needs_reservation;
    return {};
}

/// Whether the caller may, and whether the endpoint could read it.
Result<void> Gate::clear(Exchange& exchange) {
    if (exchange.caller) {
        exchange.call.caller = &*exchange.caller;
        if (auto allowed = authorize(exchange); !allowed) return allowed;
    }
    if (exchange.stream) {
        if (auto taken = take_stream_slot(exchange); !taken) return taken;
        exchange.call.stream = exchange.stream.get();
    }
    return check_body_type(exchange.request);
}

/// Who is calling. Valid credentials always pass; an address that keeps failing is told to wait.
Result<void> Gate::authenticate(Exchange& exchange) {
    const auto& request = exchange.request;
    for (const std::string_view name : {"X-Api-Key", "Authorization"}) {
        if (request.count(name) > 1)
            return base::fail(ErrorCode::invalid_request, fmt::format("{} must not be given twice", name));
    }
    const access::Credentials credentials{request.header("X-Api-Key"), request.header("Authorization"),
                                          exchange.stream ? exchange.stream->token : std::nullopt};
    if (credentials.api_key && request.header("Origin")) {
        return base::fail(ErrorCode::api_key_in_browser, "API keys must not be used in a browser");
    }
    auto caller = access::authenticate(credentials, services_.access.keys, services_.access.sessions);
    if (caller) {
        exchange.caller = std::move(*caller);
        return {};
    }
    if (caller.error().code == ErrorCode::invalid_api_key || caller.error().code == ErrorCode::invalid_session_token) {
        const auto address = base::parse_ip_address(request.client).value_or(base::IpAddress{});
        const auto now = services_.clock.steady();
        exchange.retry_after = services_.limits.throttle.blocked(address, now);
        if (exchange.retry_after) return std::unexpected(limits::auth_throttled());
        services_.limits.throttle.failed(address, now);
    }
    return std::unexpected(std::move(caller.error()));
}

Result<void> Gate::authorize(Exchange& exchange) const {
    const auto& caller = *exchange.caller;
    const auto origin = exchange.request.header("Origin");
    const auto& allowed = caller.project().allowed_origins;
    if (origin && !allowed.empty() && std::ranges::find(allowed, *origin) == allowed.end()) {
        return base::fail(ErrorCode::origin_not_allowed, "Origin not allowed");
    }
    std::optional<solana::Pubkey> wallet;
    if (!exchange.match.address.empty()) {
        const auto parsed = parse_wallet_address(exchange.match.address);
        if (!parsed) return std::unexpected(parsed.error());
        wallet = exchange.call.wallet = *parsed;
    }
    return access::authorize(caller, *exchange.route()->access.requirement(), wallet);
}

namespace {

/// Place in the table; one past the end stands for no route.
std::size_t index_of(const Route* route) {
    return route == nullptr ? routes().size() : static_cast<std::size_t>(route - routes().data());
}

}  // namespace

http::Response Gate::render_error(const Exchange& exchange, const base::Error& error) const {
    http::Response response{.status = row_of(error.code).status, .body = error_body(error, exchange.id)};
    if (error.code == ErrorCode::method_not_allowed) response.headers.push_back({"Allow", exchange.match.allow});
    if (exchange.retry_after)
        response.headers.push_back({"Retry-After", fmt::to_string(exchange.retry_after->count())});
    if (exchange.route() != nullptr && exchange.route()->access.requirement()) {
        auto challenge = access::challenge(error, *exchange.route()->access.requirement());
        if (challenge) response.headers.push_back({"WWW-Authenticate", std::move(*challenge)});
    }
    services_.metrics.count_refusal(row_of(error.code).word);
    note_refusal(services_, exchange.request, exchange.id, patterns_[index_of(exchange.route())],
                 exchange.caller ? &*exchange.caller : nullptr, error);
    return response;
}

namespace {

/// With two decimals, rounded down.
std::string milliseconds(std::chrono::duration<double> time) {
    const auto hundredths = static_cast<std::uint64_t>(time.count() * 1e5);
    return fmt::format(FMT_COMPILE("{}.{:02}"), hundredths / 100, hundredths % 100);
}

}  // namespace

void Gate::finish(const Exchange& exchange, http::Response& response) {
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - exchange.started;
    response.owner =
        std::hash<std::string_view>{}(exchange.caller ? exchange.caller->key_id() : exchange.request.client);
    response.headers.reserve(http::usual_headers);
    response.headers.push_back({"X-Request-Id", exchange.id});
    if (exchange.rate) {
        response.headers.push_back({"X-RateLimit-Limit", fmt::to_string(exchange.rate->limit)});
        response.headers.push_back({"X-RateLimit-Remaining", fmt::to_string(exchange.rate->remaining)});
    }
    const bool is_api = exchange.route() == nullptr || !exchange.route()->operational;
    if (is_api && exchange.request.header("Origin") && exchange.request.method != http::Method::options)
        allow_any_origin(response);
    services_.metrics.count_request(index_of(exchange.route()), response.status, time);
    log_line(exchange, response.status, time);
}

void Gate::log_line(const Exchange& exchange, int status, std::chrono::duration<double> time) const {
    base::log(base::LogLevel::info, "request",
              {{"id", exchange.id},
               {"method", exchange.request.method_name},
               {"route", patterns_[index_of(exchange.route())]},
               {"from", exchange.request.client},
               {"key", exchange.caller ? std::string_view{exchange.caller->key_id()} : "-"},
               {"status", fmt::format_int{status}.c_str()},
               {"ms", milliseconds(time)}});
}

http::Response Gate::refuse(int status, std::string_view reason, std::string_view from) {
    const std::string id = next_request_id();
    ErrorCode code = ErrorCode::invalid_request;
    if (status == 413) code = ErrorCode::payload_too_large;
    if (status == 500) code = ErrorCode::internal;
    if (status == 503) code = ErrorCode::overloaded;
    http::Response response{.status = status, .body = error_body({code, std::string{reason}}, id, status)};
    response.headers.push_back({"X-Request-Id", id});
    services_.metrics.count_refusal(row_of(code).word);
    base::log(base::LogLevel::info, "refused",
              {{"id", id}, {"from", from}, {"status", fmt::format_int{status}.c_str()}, {"reason", reason}});
    return response;
}

/// 7 random characters of this worker and a counter: unique, and short enough to need no allocation.
std::string Gate::next_request_id() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id = id_prefix_ + "00000000";
    auto rest = ++last_id_;
    for (auto digit = id.rbegin(); rest != 0; ++digit, rest >>= 4) *digit = digits[rest & 15];
    return id;
}

}  // namespace burner::api
