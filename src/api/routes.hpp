#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "access/caller.hpp"
#include "api/endpoint.hpp"
#include "http/request.hpp"

namespace burner::api {

inline constexpr std::string_view base_path = "/api/v1/burner";

/// The rule for who may use a route. There is no default: a route cannot be written down without one.
class Access {
  public:
    static constexpr Access anyone() { return Access{std::nullopt}; }
    static constexpr Access api_key() { return Access{access::api_key_only}; }
    /// Admits an API key, or a publishable one in a page.
    static constexpr Access any_key() { return Access{access::Requirement{.any_of = {}, .publishable_key = true}}; }
    /// Admits an API key, or a session that holds the scope.
    static constexpr Access scope(access::Scope scope) { return Access{access::Requirement{.any_of = {scope}}}; }

    /// Admits a session that holds one of the scopes; no API key.
    static constexpr Access session(access::ScopeSet scopes) {
        return Access{access::Requirement{.any_of = scopes, .api_key = false}};
    }

    static constexpr Access any_scope(access::ScopeSet scopes) { return Access{access::Requirement{.any_of = scopes}}; }

    /// Returns what a caller must have; nullopt: no credentials are read.
    constexpr const std::optional<access::Requirement>& requirement() const { return requirement_; }

  private:
    constexpr explicit Access(std::optional<access::Requirement> requirement) : requirement_(requirement) {}
    std::optional<access::Requirement> requirement_;
};

/// The place where a path begins: the base path, or the root for what operators and their tools ask for.
enum class Mount { api, root };

struct Route {
    http::Method method;
    std::string_view path;  ///< from its mount on; `:name` matches one segment
    Access access;
    Endpoint endpoint;
    Mount mount = Mount::api;
};

/// Returns THE table: everything that the server answers.
std::span<const Route> routes();

/// Returns the methods that any route answers: `GET, HEAD, POST, DELETE`.
std::string all_methods();

/// A request's route, or why it has none.
struct Match {
    const Route* route = nullptr;
    std::string_view address;             ///< text of `:address`, empty without one
    std::string_view id;                  ///< text of `:sessionId` or `:signature`
    std::string allow;                    ///< methods of the path, where the path exists
    bool takes_publishable_keys = false;  ///< as `allow`: a preflight asks of a path
};

Match match_route(http::Method method, std::string_view path);

/// Returns the name of the route in logs and metrics: `/api/v1/burner/wallet/:address/assets`.
std::string full_pattern(const Route& route);

}  // namespace burner::api
