#include "app/node_name.hpp"

#include <array>

#include <unistd.h>

namespace burner::app {

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string{name.data()} : std::string{"localhost"};
}

std::string node_name(const Settings& settings) {
    return settings.node_name.empty() ? host_name() : settings.node_name;
}

}  // namespace burner::app
