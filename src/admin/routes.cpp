#include "admin/routes.hpp"

#include <algorithm>
#include <array>

#include "admin/endpoints/account.hpp"
#include "admin/endpoints/audit_log.hpp"
#include "admin/endpoints/health.hpp"
#include "admin/endpoints/keys.hpp"
#include "admin/endpoints/members.hpp"
#include "admin/endpoints/projects.hpp"
#include "admin/endpoints/session.hpp"
#include "admin/endpoints/settings.hpp"
#include "admin/endpoints/setup.hpp"
#include "admin/endpoints/signing_keys.hpp"
#include "admin/endpoints/submissions.hpp"
#include "admin/endpoints/usage.hpp"
#include "admin/endpoints/users.hpp"
#include "admin/endpoints/wallet_sessions.hpp"
#include "admin/endpoints/webhooks.hpp"
#include "http/path_pattern.hpp"

namespace burner::admin {

namespace {

using enum http::Method;
using enum Who;
using enum SignIn;

// clang-format off
constexpr std::array table = std::to_array<Route>({
    {get,     "/status",                              anyone,        any,   get_status},
    {post,    "/setup",                               anyone,        any,   set_up},
    {post,    "/session",                             anyone,        any,   sign_in},
    {get,     "/session",                             user,          any,   get_session},
    {delete_, "/session",                             user,          any,   sign_out},
    {post,    "/session/reauthenticate",              user,          any,   reauthenticate},
    {patch,   "/account",                             user,          fresh, change_account},
    {put,     "/account/password",                    user,          fresh, change_password},
    {get,     "/account/sessions",                    user,          any,   list_own_sessions},
    {delete_, "/account/sessions",                    user,          any,   end_other_sessions},
    {delete_, "/account/sessions/:id",                user,          any,   end_own_session},
    {get,     "/users",                               site_operator, any,   list_users},
    {post,    "/users",                               site_operator, fresh, create_user},
    {patch,   "/users/:id",                           site_operator, fresh, change_user},
    {delete_, "/users/:id",                           site_operator, fresh, delete_user},
    {post,    "/users/:id/link",                      site_operator, fresh, create_link},
    {delete_, "/users/:id/sessions",                  site_operator, any,   end_sessions_of_user},
    {get,     "/projects",                            user,          any,   list_projects},
    {post,    "/projects",                            site_operator, fresh, create_project},
    {get,     "/projects/:project",                   owner,         any,   get_project},
    {patch,   "/projects/:project",                   owner,         fresh, change_project},
    {get,     "/projects/:project/members",           owner,         any,   list_members},
    {put,     "/projects/:project/members/:id",       owner,         fresh, put_member},
    {delete_, "/projects/:project/members/:id",       owner,         any,   delete_member},
    {get,     "/projects/:project/keys",              owner,         any,   list_keys},
    {post,    "/projects/:project/keys",              owner,         fresh, create_key},
    {patch,   "/projects/:project/keys/:id",          owner,         any,   rename_key},
    {post,    "/projects/:project/keys/:id/roll",     owner,         fresh, roll_key},
    {post,    "/projects/:project/keys/:id/revoke",   owner,         any,   revoke_key},
    {get,     "/projects/:project/sessions",          owner,         any,   list_wallet_sessions},
    {post,    "/projects/:project/sessions/revoke",   owner,         any,   revoke_wallet_sessions},
    {post,    "/projects/:project/sessions/inspect",  owner,         any,   inspect_wallet_session},
    {get,     "/projects/:project/submissions",       owner,         any,   list_submissions},
    {get,     "/projects/:project/submissions/:id",   owner,         any,   get_submission},
    {get,     "/projects/:project/webhooks",          owner,         any,   list_webhooks},
    {post,    "/projects/:project/webhooks",          owner,         fresh, create_webhook},
    {delete_, "/projects/:project/webhooks/:id",      owner,         any,   delete_webhook},
    {post,    "/projects/:project/webhooks/:id/test", owner,         any,   test_webhook},
    {get,     "/projects/:project/webhooks/:id/deliveries", owner,   any,   list_deliveries},
    {get,     "/projects/:project/usage",             owner,         any,   get_usage},
    {get,     "/projects/:project/stats",             owner,         any,   get_project_stats},
    {get,     "/audit",                               user,          any,   list_events},
    {post,    "/audit/verify",                        site_operator, any,   verify_audit_log},
    {get,     "/health",                              site_operator, any,   get_health},
    {get,     "/nodes",                               site_operator, any,   list_nodes},
    {get,     "/settings",                            site_operator, any,   list_settings},
    {get,     "/signing-keys",                        site_operator, any,   list_signing_keys},
    {post,    "/signing-keys/rotate",                 site_operator, fresh, rotate_signing_key},
    {post,    "/signing-keys/:id/retire",             site_operator, fresh, retire_signing_key},
});
// clang-format on

/// What asks for an owner names the project that they own.
static_assert(std::ranges::all_of(table, [](const Route& route) {
    return route.path.starts_with("/projects/:project") == (route.who == owner);
}));

}  // namespace

std::string_view to_text(Who who) {
    switch (who) {
        case anyone: return "anyone";
        case user: return "user";
        case owner: return "owner";
        case site_operator: return "operator";
    }
    return {};
}

std::span<const Route> routes() {
    return table;
}

std::string_view name_of(http::Method method) {
    switch (method) {
        case get: return "GET";
        case post: return "POST";
        case put: return "PUT";
        case patch: return "PATCH";
        case delete_: return "DELETE";
        default: return {};
    }
}

Match match_route(http::Method method, std::string_view path) {
    Match match;
    if (!path.starts_with(base_path)) return match;
    path.remove_prefix(base_path.size());
    if (!path.starts_with('/')) return match;
    for (const auto& route : table) {
        Match candidate;
        const bool fits = http::fits_pattern(route.path, path, [&](std::string_view name, std::string_view segment) {
            (name == "project" ? candidate.project : candidate.id) = segment;
        });
        if (!fits) continue;
        if (route.method == method || (route.method == get && method == head)) {
            candidate.route = &route;
            return candidate;
        }
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += name_of(route.method);
    }
    return match;
}

std::string full_pattern(const Route& route) {
    return std::string{base_path}.append(route.path);
}

}  // namespace burner::admin
