#pragma once

#include <string>

namespace burner::admin {

/// A setting of the server as an operator may see it.
struct ShownSetting {
    std::string key;
    std::string value;   ///< without what must not be seen
    std::string origin;  ///< "default", "burner.toml", "BURNER_LISTEN_PORT", "--listen-port"
    std::string help;
};

}  // namespace burner::admin
