#include "app/user_name.hpp"

#include <array>

#include <fmt/format.h>
#include <pwd.h>

namespace burner::app {

std::string user_name(uid_t user) {
    std::array<char, 4096> text{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, text.data(), text.size(), &found) == 0 && found != nullptr) return entry.pw_name;
    return fmt::to_string(user);
}

}  // namespace burner::app
