#include "app/settings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>

#include <fmt/format.h>

#include "app/kubernetes.hpp"

namespace burner::app {

namespace {

bool is_known(std::string_view key) {
    return std::ranges::any_of(setting_rows(), [&](const SettingRow& row) { return row.key == key; });
}

/// Tells whether a setting should be equal on all nodes: what one node promises, the others keep.
bool is_shared(std::string_view key) {
    constexpr std::array<std::string_view, 7> shared{
        "sessions.algorithm",  "sessions.issuer", "sessions.audience", "sessions.clock_skew_seconds",
        "limits.default_tier", "page.key",        "page.url"};
    return std::ranges::find(shared, key) != shared.end() ||
           (key.starts_with("limits.") && !key.ends_with("_per_minute"));
}

/// Returns `https://***@host/***`: enough to recognise a provider, not enough to use an account there.
std::string without_secrets_of_url(std::string_view url) {
    const auto scheme_end = url.find("://");
    const std::string_view scheme = url.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end + 3);
    const std::string_view rest = url.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    const auto user_end = authority.rfind('@');
    const std::string_view host = authority.substr(user_end + 1);  // all of it where there is no user: npos + 1 is 0
    const bool has_path = rest.size() > authority.size() + 1;
    return fmt::format("{}{}{}{}", scheme, host.size() < authority.size() ? "***@" : "", host, has_path ? "/***" : "");
}

std::string without_secrets(std::string_view urls) {
    std::string out;
    for (const auto url : std::views::split(urls, ',')) {
        if (!out.empty()) out += ',';
        out += without_secrets_of_url(std::string_view{url});
    }
    return out;
}

std::string shown(const SettingRow& row, std::string_view value) {
    switch (row.shown) {
        case Shown::whole: return std::string{value};
        case Shown::hosts: return without_secrets(value);
        case Shown::connection: return storage::shown_connection_string(value);
        case Shown::nothing: return value.empty() ? "" : "***";
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

using Variable = std::pair<std::string_view, std::string_view>;

/// Returns name and value of each variable whose name begins with BURNER_.
std::vector<Variable> variables_of_ours(char** environment) {
    std::vector<Variable> variables;
    for (; *environment != nullptr; ++environment) {
        const std::string_view entry{*environment};
        const auto equals = entry.find('=');
        if (entry.starts_with("BURNER_") && equals != std::string_view::npos)
            variables.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    }
    return variables;
}

/// Returns the key of the setting that has this name in the environment; empty for an unknown name.
std::string key_of(std::string_view variable) {
    static const auto keys = [] {
        std::map<std::string, std::string, std::less<>> keys_by_name;
        for (const auto& row : setting_rows()) keys_by_name.emplace(environment_name(row.key), row.key);
        return keys_by_name;
    }();
    const auto known = keys.find(variable);
    return known == keys.end() ? "" : known->second;
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
    settings.shared_texts.clear();
    for (const auto& value : values) {
        if (!is_known(value.key))
            mistakes.push_back(fmt::format("{}: there is no setting `{}`", value.origin, value.key));
    }
    for (const auto& row : setting_rows()) {
        const auto last = std::ranges::find(values.rbegin(), values.rend(), row.key, &SettingValue::key);
        const bool is_default = last == values.rend();
        const std::string& text = is_default ? row.default_value : last->value;
        const auto wrong = row.set(settings, text);
        if (is_shared(row.key)) settings.shared_texts += fmt::format("{} = {}\n", row.key, text);
        if (wrong) mistakes.push_back(fmt::format("{}: {} {}", is_default ? "default" : last->origin, row.key, *wrong));
    }
    return mistakes;
}

std::vector<SettingValue> read_environment(char** environment) {
    std::vector<SettingValue> values;
    for (const auto& [name, value] : variables_of_ours(environment)) {
        if (name == "BURNER_CONFIG" || name == "BURNER_PROGRAMS" || name == "BURNER_VECTORS") continue;
        if (name == "BURNER_API_KEY") continue;  // the client's, of `burner reclaim`
        const std::string key = key_of(name);
        if (key.empty() && is_of_kubernetes(name, value)) continue;
        values.push_back({key.empty() ? std::string{name} : key, std::string{value}, std::string{name}});
    }
    return values;
}

std::vector<std::string> ignored_variables(char** environment) {
    std::vector<std::string> names;
    for (const auto& [name, value] : variables_of_ours(environment)) {
        if (key_of(name).empty() && is_of_kubernetes(name, value)) names.emplace_back(name);
    }
    return names;
}

bool have_secrets(const std::vector<SettingValue>& values) {
    return std::ranges::any_of(setting_rows(), [&](const SettingRow& row) {
        const auto given = std::ranges::find(values, row.key, &SettingValue::key);
        return given != values.end() && shown(row, given->value) != given->value;
    });
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

nodes::LeaseTerms lease_terms(const Settings& settings) {
    return {.length = settings.lease_length};
}

}  // namespace burner::app
