#include "api/wire/query.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "api/wire/json_body.hpp"

namespace burner::api {

using base::Result;

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

Result<Query> Query::parse(std::string_view query, std::initializer_list<std::string_view> known) {
    Query out;
    for (const auto& [name, value] : split_query(query)) {
        if (std::ranges::find(known, name) == known.end()) {
            return invalid(fmt::format("{} is not a known parameter", name.substr(0, 100)));
        }
        if (out.text(name)) return invalid(fmt::format("{} must not be given twice", name));
        out.parameters_.emplace_back(name, value);
    }
    return out;
}

std::optional<std::string_view> Query::text(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, [](const auto& parameter) { return parameter.first; });
    if (found == parameters_.end()) return std::nullopt;
    return found->second;
}

Result<std::optional<std::int64_t>> Query::integer(std::string_view name, std::int64_t low, std::int64_t high) const {
    const auto given = text(name);
    if (!given) return std::nullopt;
    std::int64_t value = 0;
    const char* const end = given->data() + given->size();
    const auto [stop, error] = std::from_chars(given->data(), end, value);
    if (stop != end || (error != std::errc{} && error != std::errc::result_out_of_range)) {
        return invalid(fmt::format("{} must be an integer", name));
    }
    const bool is_negative = given->starts_with('-');
    if (error != std::errc{}) value = is_negative ? low - 1 : high + 1;
    if (value > high) return invalid(fmt::format("{} must not be greater than {}", name, high));
    if (value < low) return invalid(fmt::format("{} must not be less than {}", name, low));
    return value;
}

}  // namespace burner::api
