#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace burner::access {

/// Returns an origin as browsers write it (RFC 6454 section 6.2): scheme and host in lower case, no port where it is
/// the scheme's own. nullopt for a text that no browser sends: one with a path, a user or a letter that is not ASCII.
std::optional<std::string> normal_origin(std::string_view text);

/// Does the same for an origin that a project allows: its first label may be `*`, where two more follow.
std::optional<std::string> normal_allowed_origin(std::string_view text);

/// Tells whether an origin is one of those allowed. `*` stands for exactly one label.
bool is_allowed_origin(std::string_view origin, std::span<const std::string> allowed);

/// Returns the origins of this host, written as in an origin, that are allowed.
std::vector<std::string> allowed_origins_of_host(std::string_view host, std::span<const std::string> allowed);

/// Returns the host of a normal origin, with the port where it has one: what Sign In With Solana calls the domain.
std::string_view host_of_origin(std::string_view origin);

}  // namespace burner::access
