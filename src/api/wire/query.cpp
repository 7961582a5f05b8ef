#include "api/wire/query.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace burner::api {

Parameters split_query(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        const auto parameter = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(parameter.size() + 1, query.size()));
        const auto name = parameter.substr(0, parameter.find('='));
        parameters.emplace_back(name, parameter.substr(std::min(name.size() + 1, parameter.size())));
    }
    return parameters;
}

Query::Query(std::string_view query, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : split_query(query)) {
        if (std::ranges::find(known, name) == known.end())
            refuse(fmt::format("{} is not a known parameter", name.substr(0, 100)));
        if (text(name)) refuse(fmt::format("{} must not be given twice", name));
        if (has_mistake()) return;
        parameters_.emplace_back(name, value);
    }
}

std::optional<std::string_view> Query::text(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, [](const auto& parameter) { return parameter.first; });
    if (found == parameters_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::int64_t> Query::integer(std::string_view name, std::int64_t low, std::int64_t high) {
    const auto given = text(name);
    if (!given) return std::nullopt;
    std::int64_t value = 0;
    const char* const end = given->data() + given->size();
    const auto [stop, error] = std::from_chars(given->data(), end, value);
    const bool is_out_of_range = error == std::errc::result_out_of_range;
    if (stop != end || (error != std::errc{} && !is_out_of_range)) {
        refuse(fmt::format("{} must be an integer", name));
    } else if (is_out_of_range ? !given->starts_with('-') : value > high) {
        refuse(fmt::format("{} must not be greater than {}", name, high));
    } else if (is_out_of_range || value < low) {
        refuse(fmt::format("{} must not be less than {}", name, low));
    }
    return value;
}

}  // namespace burner::api
