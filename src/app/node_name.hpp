#pragma once

#include <string>

#include "app/settings.hpp"

namespace burner::app {

/// Returns the name of this machine; `localhost` where it has none.
std::string host_name();

/// Returns what people call this node: `cluster.name`, or the machine's name.
std::string node_name(const Settings& settings);

}  // namespace burner::app
