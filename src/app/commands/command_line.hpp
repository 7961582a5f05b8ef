#pragma once

#include <string>
#include <vector>

#include "app/settings.hpp"

namespace CLI {
class App;
}

namespace burner::app {

/// The settings' flags and `--config FILE`, for every command that opens the data directory.
class SettingFlags {
  public:
    /// `keys` names the rows to offer; empty: all of them.
    void add_to(CLI::App& command, const std::vector<std::string_view>& keys = {});

    /// Everything that was said: file, environment, flags, in that order. Throws std::runtime_error listing
    /// all mistakes at once.
    Settings load() const;
    /// The same, printed as a file.
    std::string print() const;
    /// What an operator should know of how it was said, a sentence each.
    std::vector<std::string> warnings() const;

  private:
    struct Flag {
        std::string key;
        std::vector<std::string> given;
    };
    std::string file() const;  ///< empty: no settings file was named
    std::vector<SettingValue> collect() const;

    std::string config_file_;
    std::vector<Flag> flags_;
};

}  // namespace burner::app
