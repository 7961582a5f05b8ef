#include "api/routes.hpp"

#include <algorithm>
#include <array>

#include "api/endpoints/build_transactions.hpp"
#include "api/endpoints/create_challenge.hpp"
#include "api/endpoints/create_page_challenge.hpp"
#include "api/endpoints/create_session.hpp"
#include "api/endpoints/get_assets.hpp"
#include "api/endpoints/get_leaderboard.hpp"
#include "api/endpoints/get_page_settings.hpp"
#include "api/endpoints/get_stats.hpp"
#include "api/endpoints/get_submission.hpp"
#include "api/endpoints/introspect_session.hpp"
#include "api/endpoints/mint_page_session.hpp"
#include "api/endpoints/operations.hpp"
#include "api/endpoints/prove_session.hpp"
#include "api/endpoints/refresh_transactions.hpp"
#include "api/endpoints/report_transactions.hpp"
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
    {post,    "/sessions/challenge",                  Access::any_key(),                          endpoint<CreateChallenge>},
    {post,    "/sessions/prove",                      Access::any_key(),                          endpoint<ProveSession>},
    {post,    "/sessions/revoke",                     Access::api_key(),                          endpoint<RevokeSessions>},
    {post,    "/sessions/introspect",                 Access::api_key(),                          endpoint<IntrospectSession>},
    {delete_, "/sessions/:sessionId",                 Access::api_key(),                          endpoint<RevokeSession>},
    {get,     "/wallet/:address/assets",              Access::scope(Scope::wallet_read),          endpoint<GetAssets>},
    {get,     "/wallet/:address/assets/stream",       Access::session({Scope::wallet_stream}),    stream<StreamAssets>},
    {post,    "/wallet/:address/transactions",        Access::scope(Scope::transactions_build),   endpoint<BuildTransactions>},
    {post,    "/wallet/:address/transactions/refresh", Access::scope(Scope::transactions_build),  endpoint<RefreshTransactions>},
    {post,    "/wallet/:address/transactions/report", Access::scope(Scope::transactions_submit),  endpoint<ReportTransactions>},
    {post,    "/wallet/:address/transactions/submit", Access::scope(Scope::transactions_submit),  endpoint<SubmitTransactions>},
    {get,     "/wallet/:address/submissions/stream",  Access::session({Scope::transactions_submit, Scope::wallet_read}), stream<StreamSubmissions>},
    {get,     "/wallet/:address/submissions/:signature", Access::any_scope({Scope::transactions_submit, Scope::wallet_read}), endpoint<GetSubmission>},
    {get,     "/stats",                               Access::scope(Scope::wallet_read),          endpoint<GetStats>},
    {get,     "/leaderboard",                         Access::scope(Scope::wallet_read),          endpoint<GetLeaderboard>},
    {get,     "/health",                              Access::anyone(),                           endpoint<Health>,  Mount::root},
    {get,     "/ready",                               Access::anyone(),                           endpoint<Ready>,   Mount::root},
    {get,     "/metrics",                             Access::anyone(),                           endpoint<Scrape>,  Mount::root},
    {get,     "/openapi.json",                        Access::anyone(),                           endpoint<OpenApi>, Mount::root},
    {get,     "/.well-known/jwks.json",               Access::anyone(),                           endpoint<Jwks>,    Mount::root},
    // For the server's own page, whose files are no routes: see Gate::answer_with_page.
    {get,     "/api/page",                            Access::anyone(),                           endpoint<GetPageSettings>, Mount::root},
    {post,    "/api/burn-session",                    Access::anyone(),                           endpoint<MintPageSession>, Mount::root},
    {post,    "/api/burn-session/challenge",          Access::anyone(),                           endpoint<CreatePageChallenge>, Mount::root},
});
// clang-format on

/// A stream is watched through its session, so no API key may open one.
static_assert(std::ranges::all_of(table, [](const Route& route) {
    return !route.endpoint.is_stream || (route.access.requirement() && !route.access.requirement()->api_key);
}));

constexpr std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    path.remove_prefix(segment.size());
    return segment;
}

/// Tells whether a path may fit both routes while the second one spells out more of it.
constexpr bool hides(const Route& first, const Route& second) {
    std::string_view a = first.path, b = second.path;
    bool is_more_exact = false;
    while (!a.empty() && !b.empty()) {
        const auto one = next_segment(a), other = next_segment(b);
        if (!one.starts_with(':') && !other.starts_with(':') && one != other) return false;
        is_more_exact = is_more_exact || (one.starts_with(':') && !other.starts_with(':'));
    }
    return is_more_exact && a.empty() && b.empty();
}

constexpr bool is_exact_first() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        for (std::size_t j = i + 1; j < table.size(); ++j) {
            if (hides(table[i], table[j])) return false;
        }
    }
    return true;
}

/// A path takes the first pattern that fits, whatever the method: a route that spells a segment out must stand before
/// one that would read it as an id.
static_assert(is_exact_first());

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

std::string_view to_text(http::Method method) {
    switch (method) {
        case get: return "GET, HEAD";
        case post: return "POST";
        case delete_: return "DELETE";
        default: return {};
    }
}

void add_method(std::string& list, http::Method method) {
    const auto name = to_text(method);
    if (list.contains(name)) return;
    if (!list.empty()) list += ", ";
    list += name;
}

}  // namespace

std::span<const Route> routes() {
    return table;
}

std::string all_methods() {
    std::string list;
    for (const auto& route : table) add_method(list, route.method);
    return list;
}

Match match_route(http::Method method, std::string_view path) {
    Match match;
    std::string_view pattern;
    const bool is_api = path.starts_with(base_path) && path.size() > base_path.size() && path[base_path.size()] == '/';
    const Mount mount = is_api ? Mount::api : Mount::root;
    if (is_api) path.remove_prefix(base_path.size());
    if (!path.starts_with('/')) return match;
    for (const auto& route : table) {
        Match candidate;
        if (route.mount != mount || (!pattern.empty() && route.path != pattern)) continue;
        if (!matches(route, path, candidate)) continue;
        if (route.method == method || (route.method == get && method == head)) {
            candidate.route = &route;
            return candidate;
        }
        pattern = route.path;
        add_method(match.allow, route.method);
        const auto& requirement = route.access.requirement();
        match.takes_publishable_keys = match.takes_publishable_keys || (requirement && requirement->publishable_key);
    }
    return match;
}

std::string full_pattern(const Route& route) {
    return route.mount == Mount::root ? std::string{route.path} : std::string{base_path}.append(route.path);
}

}  // namespace burner::api
