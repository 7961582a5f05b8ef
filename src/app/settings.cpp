#include "app/settings.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace burner::app {

namespace {

bool is_known(std::string_view key) {
    return std::ranges::any_of(setting_rows(), [&](const SettingRow& row) { return row.key == key; });
}

/// `https://host/***`: enough to recognise a provider, nothing that opens an account there.
std::string without_secrets(std::string_view urls) {
    std::string out;
    while (!urls.empty()) {
        const auto comma = urls.find(',');
        const auto url = urls.substr(0, comma);
        const auto scheme = url.find("://");
        const auto host = scheme == std::string_view::npos ? 0 : scheme + 3;
        const auto path = url.find_first_of("/?#", host);
        const auto user = url.substr(host, path == std::string_view::npos ? path : path - host).rfind('@');
        if (!out.empty()) out += ',';
        out += url.substr(0, host);
        out += user == std::string_view::npos ? "" : "***@";
        out += url.substr(
            user == std::string_view::npos ? host : host + user + 1,
            path == std::string_view::npos ? path : path - (user == std::string_view::npos ? host : host + user + 1));
        if (path != std::string_view::npos && url.size() > path + 1) out += "/***";
        urls = comma == std::string_view::npos ? std::string_view{} : urls.substr(comma + 1);
    }
    return out;
}

std::string shown(const SettingRow& row, std::string_view value) {
    switch (row.shown) {
        case Shown::whole:
            return std::string{value};
        case Shown::hosts:
            return without_secrets(value);
        case Shown::nothing:
            return value.empty() ? "" : "***";
    }
    return {};
}

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace

std::string environment_name(std::string_view key) {
    std::string name = "BURNER_";
    for (const char c : key) name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return name;
}

std::string flag_name(std::string_view key) {
    std::string name = "--";
    for (const char c : key) name += c == '.' || c == '_' ? '-' : c;
    return name;
}

std::vector<std::string> apply_settings(Settings& settings, const std::vector<SettingValue>& values) {
    std::vector<std::string> mistakes;
    for (const auto& value : values) {
        if (!is_known(value.key))
            mistakes.push_back(fmt::format("{}: there is no setting `{}`", value.origin, value.key));
    }
    for (const auto& row : setting_rows()) {
        const auto last = std::ranges::find(values.rbegin(), values.rend(), row.key, &SettingValue::key);
        const bool is_default = last == values.rend();
        const auto wrong = row.set(settings, is_default ? row.default_value : last->value);
        if (wrong) mistakes.push_back(fmt::format("{}: {} {}", is_default ? "default" : last->origin, row.key, *wrong));
    }
    return mistakes;
}

std::vector<SettingValue> read_environment(char** environment) {
    std::map<std::string, std::string_view> keys;
    for (const auto& row : setting_rows()) keys.emplace(environment_name(row.key), row.key);
    std::vector<SettingValue> values;
    for (; *environment != nullptr; ++environment) {
        const std::string_view entry{*environment};
        const auto equals = entry.find('=');
        if (!entry.starts_with("BURNER_") || equals == std::string_view::npos) continue;
        const std::string name{entry.substr(0, equals)};
        if (name == "BURNER_CONFIG" || name == "BURNER_PROGRAMS" || name == "BURNER_VECTORS") continue;
        if (name == "BURNER_API_KEY") continue;  // the client's, of `burner reclaim`
        const auto known = keys.find(name);
        values.push_back(
            {known == keys.end() ? name : std::string{known->second}, std::string{entry.substr(equals + 1)}, name});
    }
    return values;
}

std::string print_settings(const std::vector<SettingValue>& values) {
    std::string out;
    for (const auto& row : setting_rows()) {
        const auto last = std::ranges::find(values.rbegin(), values.rend(), row.key, &SettingValue::key);
        const bool is_default = last == values.rend();
        const std::string& value = is_default ? row.default_value : last->value;
        out += fmt::format("# {} ({})\n{} = {}\n", row.help, is_default ? "default" : last->origin, row.key,
                           toml_string(shown(row, value)));
    }
    return out;
}

}  // namespace burner::app
