#include "api/wire/request_body.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::api {

using simdjson::dom::element;

RequestBody::RequestBody(std::string_view body, Known known) {
    thread_local simdjson::dom::parser parser;
    element root;
    if (body.empty() || parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) {
        refuse("Body must be valid JSON");
    } else {
        read(root, known);
    }
}

void RequestBody::read(element value, Known known) {
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return refuse(prefix_.empty() ? "Body must be a JSON object" : prefix_ + " must be an object");
    for (const auto& [name, member] : object) {
        if (std::ranges::find(known, name) == known.end()) return refuse(path(name) + " is not a known field");
        if (has(name)) return refuse(path(name) + " must not be given twice");
        members_.push_back({name, member});
    }
}

const element* RequestBody::find(std::string_view name) const {
    const auto member = std::ranges::find(members_, name, &Member::name);
    return member == members_.end() ? nullptr : &member->value;
}

std::string RequestBody::path(std::string_view name) const {
    constexpr std::size_t max_name_length = 100;
    const auto shown = name.substr(0, max_name_length);
    return prefix_.empty() ? std::string{shown} : fmt::format("{}.{}", prefix_, shown);
}

void RequestBody::require(std::string_view name) {
    if (!has(name)) refuse(path(name) + " is required");
}

std::string_view RequestBody::text(std::string_view name) {
    require(name);
    return optional_text(name).value_or("");
}

std::optional<std::string_view> RequestBody::optional_text(std::string_view name) {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    std::string_view value;
    if (member->get(value) == simdjson::SUCCESS) return value;
    refuse(path(name) + " must be a string");
    return std::nullopt;
}

std::optional<std::int64_t> RequestBody::integer(std::string_view name, std::int64_t low, std::int64_t high) {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    std::int64_t value = 0;
    const auto error = member->get(value);
    const bool is_too_large = error != simdjson::SUCCESS || value > high;
    if (error == simdjson::INCORRECT_TYPE) {
        refuse(path(name) + " must be an integer");
    } else if (is_too_large) {
        refuse(fmt::format("{} must not be greater than {}", path(name), high));
    } else if (value < low) {
        refuse(fmt::format("{} must not be less than {}", path(name), low));
    }
    return value;
}

std::optional<double> RequestBody::number(std::string_view name, double low, double high) {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    double value = 0;
    if (member->get(value) != simdjson::SUCCESS) {
        refuse(path(name) + " must be a number");
    } else if (value > high) {
        refuse(fmt::format("{} must not be greater than {}", path(name), high));
    } else if (value < low) {
        refuse(fmt::format("{} must not be less than {}", path(name), low));
    }
    return value;
}

bool RequestBody::read_array(std::string_view name, std::string_view must, simdjson::dom::array& out) {
    const bool is_array = find(name)->get(out) == simdjson::SUCCESS;
    if (!is_array) refuse(fmt::format("{} {}", path(name), must));
    return is_array;
}

template <class Value>
std::optional<std::vector<Value>> RequestBody::values(std::string_view name, std::string_view kind) {
    simdjson::dom::array array;
    if (!has(name) || !read_array(name, fmt::format("must be an array of {}s", kind), array)) return std::nullopt;
    std::vector<Value> values;
    for (const element entry : array) {
        if (entry.get(values.emplace_back()) != simdjson::SUCCESS)
            refuse(fmt::format("{}[{}] must be {} {}", path(name), values.size() - 1, kind == "integer" ? "an" : "a",
                               kind));
    }
    return values;
}

std::optional<std::vector<std::string_view>> RequestBody::texts(std::string_view name) {
    return values<std::string_view>(name, "string");
}

std::optional<std::vector<std::int64_t>> RequestBody::integers(std::string_view name) {
    return values<std::int64_t>(name, "integer");
}

std::vector<RequestBody> RequestBody::objects(std::string_view name, std::size_t max_elements, Known known) {
    require(name);
    std::vector<RequestBody> entries;
    simdjson::dom::array array;
    if (has_mistake() || !read_array(name, "must be an array", array)) return entries;
    for (const element value : array) {
        if (entries.size() == max_elements)
            refuse(fmt::format("{} must contain no more than {} elements", path(name), max_elements));
        if (has_mistake()) return entries;
        RequestBody& entry = entries.emplace_back(Nested{fmt::format("{}[{}]", path(name), entries.size())});
        entry.read(value, known);
        check(entry.result());
    }
    if (entries.empty()) refuse(path(name) + " must contain at least 1 element");
    return entries;
}

}  // namespace burner::api
