#include "api/routes.hpp"

#include <algorithm>
#include <array>

#include "api/endpoints/build_transactions.hpp"
#include "api/endpoints/create_session.hpp"
#include "api/endpoints/get_assets.hpp"
#include "api/endpoints/get_leaderboard.hpp"
#include "api/endpoints/get_stats.hpp"
#include "api/endpoints/get_submission.hpp"
#include "api/endpoints/introspect_session.hpp"
#include "api/endpoints/operations.hpp"
#include "api/endpoints/revoke_session.hpp"
#include "api/endpoints/stream_assets.hpp"
#include "api/endpoints/stream_submissions.hpp"
#include "api/endpoints/submit_transactions.hpp"

namespace burner::api {

namespace {

using enum http::Method;
using access::Scope;

// clang-format off
constexpr std::array table = std::to_array<Route>({
    {post,    "/sessions",                            Access::api_key(),                          endpoint<CreateSession>},
    {delete_, "/sessions/:sessionId",                 Access::api_key(),                          endpoint<RevokeSession>},
    {post,    "/sessions/revoke",                     Access::api_key(),                          endpoint<RevokeSessions>},
    {post,    "/sessions/introspect",                 Access::api_key(),                          endpoint<IntrospectSession>},
    {get,     "/wallet/:address/assets",              Access::scope(Scope::wallet_read),          endpoint<GetAssets>},
    {get,     "/wallet/:address/assets/stream",       Access::session({Scope::wallet_stream}),    stream<StreamAssets>},
    {post,    "/wallet/:address/transactions",        Access::scope(Scope::transactions_build),   endpoint<BuildTransactions>},
    {post,    "/wallet/:address/transactions/submit", Access::scope(Scope::transactions_submit),  endpoint<SubmitTransactions>},
    {get,     "/wallet/:address/submissions/stream",  Access::session({Scope::transactions_submit, Scope::wallet_read}), stream<StreamSubmissions>},
    {get,     "/wallet/:address/submissions/:signature", Access::any_scope({Scope::transactions_submit, Scope::wallet_read}), endpoint<GetSubmission>},
    {get,     "/stats",                               Access::scope(Scope::wallet_read),          endpoint<GetStats>},
    {get,     "/leaderboard",                         Access::scope(Scope::wallet_read),          endpoint<GetLeaderboard>},
    {get,     "/health",                              Access::anyone(),                           endpoint<Health>,  true},
    {get,     "/ready",                               Access::anyone(),                           endpoint<Ready>,   true},
    {get,     "/metrics",                             Access::anyone(),                           endpoint<Scrape>,  true},
    {get,     "/openapi.json",                        Access::anyone(),                           endpoint<OpenApi>, true},
    {get,     "/.well-known/jwks.json",               Access::anyone(),                           endpoint<Jwks>,    true},
});
// clang-format on

/// A stream is watched through its session.
static_assert(std::ranges::all_of(table, [](const Route& route) {
    return !route.endpoint.is_stream || (route.access.requirement() && !route.access.requirement()->api_key);
}));

std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    path.remove_prefix(segment.size());
    return segment;
}

bool matches(const Route& route, std::string_view path, Match& match) {
    std::string_view pattern = route.path;
    while (!pattern.empty() && !path.empty()) {
        const auto expected = next_segment(pattern);
        const auto given = next_segment(path);
        if (!expected.starts_with(':')) {
            if (expected != given) return false;
        } else if (given.empty()) {
            return false;
        } else {
            (expected == ":address" ? match.address : match.id) = given;
        }
    }
    return pattern.empty() && path.empty();
}

std::string_view name_of(http::Method method) {
    switch (method) {
        case get:
            return "GET, HEAD";
        case post:
            return "POST";
        case delete_:
            return "DELETE";
        default:
            return {};
    }
}

}  // namespace

std::span<const Route> routes() {
    return table;
}

Match match_route(http::Method method, std::string_view path) {
    Match match;
    const bool is_api = path.starts_with(base_path) && path.size() > base_path.size() && path[base_path.size()] == '/';
    if (is_api) path.remove_prefix(base_path.size());
    if (!path.starts_with('/')) return match;
    for (const auto& route : table) {
        Match candidate;
        if (route.operational == is_api || !matches(route, path, candidate)) continue;
        if (route.method == method || (route.method == get && method == head)) {
            candidate.route = &route;
            return candidate;
        }
        const auto name = name_of(route.method);
        if (match.allow.contains(name)) continue;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += name;
    }
    return match;
}

std::string full_pattern(const Route& route) {
    return route.operational ? std::string{route.path} : std::string{base_path}.append(route.path);
}

}  // namespace burner::api
