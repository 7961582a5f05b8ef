#include "nodes/node_facts.hpp"

#include <map>
#include <ranges>

namespace burner::nodes {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

Values values_of(std::string_view settings) {
    constexpr std::string_view equals = " = ";
    Values values;
    for (const auto line : std::views::split(settings, '\n')) {
        const std::string_view text{line};
        const auto at = text.find(equals);
        if (at != std::string_view::npos) values.emplace(text.substr(0, at), text.substr(at + equals.size()));
    }
    return values;
}

}  // namespace

std::vector<SettingDifference> differences(std::string_view here, std::string_view there) {
    std::vector<SettingDifference> differences;
    const Values others = values_of(there);
    for (const auto& [key, value] : values_of(here)) {
        const auto other = others.find(key);
        if (other != others.end() && other->second != value) differences.push_back({key, value, other->second});
    }
    return differences;
}

}  // namespace burner::nodes
