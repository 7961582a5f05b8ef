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
    /// Adds the flags of the rows that `keys` names; empty: of all rows.
    void add_to(CLI::App& command, const std::vector<std::string_view>& keys = {});

    /// Returns the settings from file, environment and flags, applied in that order. Throws std::runtime_error listing
    /// all mistakes at once.
    Settings load() const;
    /// Returns the same settings printed as a file.
    std::string print() const;
    /// Returns what an operator should know of how the settings were given, a sentence each.
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
