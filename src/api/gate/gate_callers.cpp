// How the gate finds out who is calling, and whether they may.
#include <array>

#include <fmt/format.h>

#include "access/origin.hpp"
#include "api/failed_logins.hpp"
#include "api/gate/gate_exchange.hpp"
#include "api/page.hpp"
#include "api/services.hpp"
#include "api/wire/wallet_address.hpp"
#include "base/log.hpp"
#include "base/sleep.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;
using base::Task;

namespace {

constexpr std::array<std::string_view, 4> credential_headers{"X-Api-Key", "Authorization", "X-Publishable-Key", "DPoP"};

bool is_failed_login(ErrorCode code) {
    return code == ErrorCode::invalid_api_key || code == ErrorCode::invalid_publishable_key ||
           code == ErrorCode::invalid_session_token;
}

Result<access::Credentials> read_credentials(const http::Request& request, const StreamRequest* stream) {
    for (const auto name : credential_headers) {
        if (request.count(name) > 1)
            return base::fail(ErrorCode::invalid_request, fmt::format("{} must not be given twice", name));
    }
    const access::Credentials credentials{request.header("X-Api-Key"), request.header("Authorization"),
                                          stream != nullptr ? stream->token : std::nullopt,
                                          request.header("X-Publishable-Key"),
                                          stream != nullptr && stream->token ? stream->dpop : request.header("DPoP")};
    if (credentials.api_key && request.header("Origin")) return base::fail(ErrorCode::api_key_in_browser);
    return credentials;
}

/// Returns the origin where it is one that can be shown; else empty.
std::string shown(std::string_view origin) {
    if (origin == "null") return std::string{origin};  // of a page without one, as in a sandbox
    return access::normal_origin(origin).value_or("");
}

/// Fails unless the page is one that may show the key.
Result<void> check_page_of_key(const std::optional<std::string_view>& origin, const access::Project& project) {
    if (!origin)
        return base::fail(ErrorCode::origin_not_allowed, "A publishable key is for pages: send it with an Origin");
    if (project.allowed_origins.empty())
        return base::fail(ErrorCode::origin_not_allowed,
                          "A publishable key works on allowed origins alone, and the project has named none");
    return {};
}

Result<void> check_origin(const Call& call, const access::Caller& caller) {
    const auto& project = caller.project();
    const auto origin = call.request.header("Origin");
    if (caller.is_publishable_key()) {
        if (auto is_page = check_page_of_key(origin, project); !is_page) return is_page;
    }
    if (!origin || project.allowed_origins.empty() || access::is_allowed_origin(*origin, project.allowed_origins))
        return {};
    if (is_own_page(call.services.page, caller, *origin)) return {};
    const std::string name = shown(*origin);
    base::log(base::LogLevel::info, "origin refused",
              {{"id", call.request_id}, {"project", project.id}, {"origin", name}});
    if (name.empty()) return base::fail(ErrorCode::origin_not_allowed);
    return base::fail(ErrorCode::origin_not_allowed, "Origin not allowed: " + name);
}

}  // namespace

/// Finds out who is calling. What was revoked and is not yet known on every node is held until it is.
Result<void> Gate::identify(Exchange& exchange) {
    if (!exchange.route()->access.requirement()) return {};
    auto found = find_caller(exchange);
    if (found || found.error().code != ErrorCode::pending) return found;
    exchange.wait = &Gate::identify_late;
    return {};
}

Task<Result<void>> Gate::identify_late(Exchange& exchange) {
    constexpr std::chrono::milliseconds between_looks{5};
    constexpr int max_looks = 10;
    Result<void> found;
    for (int look = 0; look < max_looks; ++look) {
        co_await base::sleep_for(between_looks);
        found = find_caller(exchange);
        if (found || found.error().code != ErrorCode::pending) break;
    }
    co_return found;
}

/// Looks into what this node holds in memory, under its lease: without one it may have missed a change, so that neither
/// a yes nor a no would be certain.
Result<void> Gate::find_caller(Exchange& exchange) {
    const auto credentials = read_credentials(exchange.request, exchange.stream.get());
    if (!credentials) return std::unexpected(credentials.error());
    const auto& known = services_.access;
    auto caller = known.lease.look_up([&] { return access::authenticate(*credentials, known.keys, known.sessions); });
    if (!caller && is_failed_login(caller.error().code))
        return std::unexpected(count_failed_login(exchange.call, std::move(caller.error())));
    if (!caller) return std::unexpected(std::move(caller.error()));
    exchange.caller = std::move(*caller);
    exchange.call.caller = &*exchange.caller;
    return {};
}

/// Looks once: a proof counts once. What follows looks at the caller alone.
Result<void> Gate::check_possession(Exchange& exchange) {
    if (!exchange.caller) return {};
    const auto credentials = read_credentials(exchange.request, exchange.stream.get());
    if (!credentials) return std::unexpected(credentials.error());
    auto shown = access::check_possession(*credentials, *exchange.caller,
                                          {.method = exchange.request.method_name, .path = exchange.request.path},
                                          services_.access.possession);
    if (shown) return {};
    if (shown.error().code == ErrorCode::rate_limited) exchange.retry_after = std::chrono::seconds{1};
    if (shown.error().code != ErrorCode::dpop_invalid) return shown;
    return std::unexpected(count_failed_login(exchange.call, std::move(shown.error())));
}

Result<void> Gate::authorize(Exchange& exchange) {
    if (!exchange.caller) return {};
    const auto& caller = *exchange.caller;
    if (auto allowed = check_origin(exchange.call, caller); !allowed) return allowed;
    std::optional<solana::Pubkey> wallet;
    if (!exchange.match.address.empty()) {
        const auto parsed = parse_wallet_address(exchange.match.address);
        if (!parsed) return std::unexpected(parsed.error());
        wallet = exchange.call.wallet = *parsed;
    }
    return access::authorize(caller, *exchange.route()->access.requirement(), wallet);
}

}  // namespace burner::api
