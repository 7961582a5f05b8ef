#include "app/commands/command_line.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/file_access.hpp"

namespace burner::app {

namespace {

/// Expands `~/…` as the shell would; the default data directory is written that way.
std::filesystem::path expanded(const std::filesystem::path& path) {
    const std::string text = path.string();
    if (!text.starts_with("~/")) return path;
    const char* home = std::getenv("HOME");
    if (home == nullptr) throw std::runtime_error("data.directory starts with ~ but HOME is not set");
    return std::filesystem::path{home} / text.substr(2);
}

}  // namespace

void SettingFlags::add_to(CLI::App& command, const std::vector<std::string_view>& keys) {
    command.add_option("--config", config_file_, "TOML file with settings; BURNER_CONFIG names one too")
        ->type_name("FILE");
    flags_.reserve(setting_rows().size());
    for (const auto& row : setting_rows()) {
        if (!keys.empty() && std::ranges::find(keys, row.key) == keys.end()) continue;
        auto& flag = flags_.emplace_back(Flag{std::string{row.key}, {}});
        const std::string help = fmt::format("{} [{}]", row.help, row.default_value);
        auto* option = command.add_option(flag_name(row.key), flag.given, help)->type_name("")->group("Settings");
        if (!row.is_list) option->expected(1);
    }
}

std::string SettingFlags::file() const {
    const char* named = std::getenv("BURNER_CONFIG");
    return !config_file_.empty() ? config_file_ : named != nullptr ? named : "";
}

std::vector<SettingValue> SettingFlags::collect() const {
    std::vector<SettingValue> values;
    if (const auto name = file(); !name.empty()) {
        refuse_what_others_can_write(name);
        values = read_settings_file(name);
    }
    for (auto& value : read_environment(environ)) values.push_back(std::move(value));
    for (const auto& flag : flags_) {
        if (!flag.given.empty())
            values.push_back({flag.key, fmt::format("{}", fmt::join(flag.given, ",")), flag_name(flag.key)});
    }
    return values;
}

Settings SettingFlags::load() const {
    Settings settings;
    const auto mistakes = apply_settings(settings, collect());
    if (!mistakes.empty()) throw std::runtime_error(fmt::format("{}", fmt::join(mistakes, "\n")));
    settings.data_directory = expanded(settings.data_directory);
    return settings;
}

std::vector<std::string> SettingFlags::warnings() const {
    std::vector<std::string> warnings;
    if (const auto name = file(); !name.empty() && others_can_read(name) && have_secrets(read_settings_file(name)))
        warnings.push_back(fmt::format("{}: other users can read the secrets in it; run chmod go-rwx on it", name));
    if (const auto names = ignored_variables(environ); !names.empty())
        warnings.push_back(fmt::format("{}: ignored, as Kubernetes made them", fmt::join(names, ", ")));
    return warnings;
}

std::string SettingFlags::print() const {
    return print_settings(collect());
}

}  // namespace burner::app
