#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

inline constexpr std::string_view base_path = "/admin/v1";

/// Who may use a route. `owner` is an owner of the project in the path; an operator is one of every project.
enum class Who : std::uint8_t { anyone, user, owner, site_operator };

std::string_view to_text(Who who);

/// How long ago somebody may have shown who they are: a fresh sign-in is ten minutes old at most.
enum class SignIn : std::uint8_t { any, fresh };

using Endpoint = base::Task<base::Result<http::Response>> (*)(Call&);

struct Route {
    http::Method method;
    std::string_view path;  ///< behind `base_path`; `:project` and one other `:name` match a segment each
    Who who;
    SignIn sign_in;
    Endpoint endpoint;
};

/// Returns THE table: everything that the dashboard's listener answers, but pages.
std::span<const Route> routes();

/// A request's route, or why it has none.
struct Match {
    const Route* route = nullptr;
    std::string_view project;
    std::string_view id;
    std::string allow;  ///< methods of the path, where the path exists
};

Match match_route(http::Method method, std::string_view path);

/// Returns `POST` for a method of the table.
std::string_view name_of(http::Method method);

/// Returns the name of the route in logs: `/admin/v1/projects/:project/keys`.
std::string full_pattern(const Route& route);

}  // namespace burner::admin
