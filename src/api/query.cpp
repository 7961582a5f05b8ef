#include "api/query.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::api {

namespace {

constexpr std::size_t longest_name_shown = 64;

}  // namespace

Query split_query(std::string_view query) {
    Query parameters;
    while (!query.empty()) {
        const auto parameter = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), parameter.size() + 1));
        const auto name = parameter.substr(0, parameter.find('='));
        if (parameter.empty()) continue;
        parameters.emplace_back(name, parameter.substr(std::min(parameter.size(), name.size() + 1)));
    }
    return parameters;
}

base::Result<std::optional<std::string_view>> only_parameter(std::string_view query, std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [given, value] : split_query(query)) {
        if (given != name) {
            return base::fail(base::ErrorCode::invalid_request,
                              fmt::format("Unknown query parameter {}", given.substr(0, longest_name_shown)));
        }
        if (found) return base::fail(base::ErrorCode::invalid_request, fmt::format("{} must be given once", name));
        found = value;
    }
    return found;
}

}  // namespace burner::api
