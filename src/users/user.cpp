#include "users/user.hpp"

#include <algorithm>

namespace burner::users {

std::string_view to_text(Role role) {
    switch (role) {
        case Role::owner: return "owner";
    }
    return {};
}

std::optional<Role> role_from_text(std::string_view word) {
    if (word == to_text(Role::owner)) return Role::owner;
    return std::nullopt;
}

bool User::may_own(std::string_view project) const {
    return is_operator || std::ranges::any_of(memberships, [&](const Membership& membership) {
               return membership.project == project && membership.role == Role::owner;
           });
}

std::optional<std::string> normal_email(std::string_view text) {
    constexpr std::size_t max_bytes = 254;
    const auto at = text.find('@');
    const bool has_parts = at != std::string_view::npos && at > 0 && at + 1 < text.size();
    if (!has_parts || text.size() > max_bytes || text.find('@', at + 1) != std::string_view::npos) return std::nullopt;
    const auto is_wrong = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
    if (std::ranges::any_of(text, is_wrong)) return std::nullopt;
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

}  // namespace burner::users
