#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace burner::users {

/// What a member may do in a project. An owner may do everything in it.
enum class Role : std::uint8_t { owner };

std::string_view to_text(Role role);
std::optional<Role> role_from_text(std::string_view word);

/// The role of a user in one project.
struct Membership {
    std::string project;
    Role role = Role::owner;

    bool operator==(const Membership&) const = default;
};

/// A person who may sign in to the dashboard. An operator may do everything, another user what the memberships say.
struct User {
    std::string id;
    std::string email;  ///< as `normal_email` writes it
    std::string name;
    bool is_operator = false;
    std::string password_hash;  ///< as `hash_password` writes it; empty: none was chosen yet
    base::UnixTime created_at;
    std::optional<base::UnixTime> disabled_at;
    std::vector<Membership> memberships;  ///< in the order of the projects' ids

    bool may_own(std::string_view project) const;
    bool operator==(const User&) const = default;
};

/// Returns an address in lower case; nullopt for what cannot be one, or is longer than 254 bytes (RFC 5321).
std::optional<std::string> normal_email(std::string_view text);

}  // namespace burner::users
