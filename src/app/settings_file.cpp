#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "app/settings.hpp"

namespace burner::app {

namespace {

std::string scalar_text(const toml::node& node, std::string_view key) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    throw std::runtime_error(
        fmt::format("line {}: {} must be text, a whole number or a list of text", node.source().begin.line, key));
}

std::string value_text(const toml::node& node, std::string_view key) {
    const auto* list = node.as_array();
    if (list == nullptr) return scalar_text(node, key);
    std::string out;
    for (const auto& element : *list) {
        if (!out.empty()) out += ',';
        out += scalar_text(element, key);
    }
    return out;
}

void flatten(const toml::table& table, const std::string& prefix, const std::string& origin,
             std::vector<SettingValue>& out) {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string{name.str()};
        if (const auto* inner = node.as_table()) {
            flatten(*inner, key + '.', origin, out);
        } else {
            out.push_back({key, value_text(node, key), fmt::format("{} line {}", origin, node.source().begin.line)});
        }
    }
}

}  // namespace

std::vector<SettingValue> read_settings_file(const std::filesystem::path& file) {
    try {
        std::vector<SettingValue> values;
        flatten(toml::parse_file(file.string()), "", file.string(), values);
        return values;
    } catch (const toml::parse_error& error) {
        throw std::runtime_error(
            fmt::format("{} line {}: {}", file.string(), error.source().begin.line, error.description()));
    }
}

}  // namespace burner::app
