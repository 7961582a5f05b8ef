#include "api/wire/json_body.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::api {

using base::Result;
using simdjson::dom::element;

std::unexpected<base::Error> invalid(std::string message) {
    return base::fail(base::ErrorCode::invalid_request, std::move(message));
}

Result<JsonObject> JsonObject::parse(std::string_view body, Known known) {
    thread_local simdjson::dom::parser parser;
    element root;
    if (body.empty()) return invalid("Body must be valid JSON");
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
        return invalid("Body must be valid JSON");
    return read(root, "", known);
}

Result<JsonObject> JsonObject::read(element value, std::string prefix, Known known) {
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
        return invalid(prefix.empty() ? "Body must be a JSON object" : prefix + " must be an object");
    }
    JsonObject out;
    out.prefix_ = std::move(prefix);
    for (const auto& [name, member] : object) {
        if (std::ranges::find(known, name) == known.end()) return invalid(out.path(name) + " is not a known field");
        if (out.has(name)) return invalid(out.path(name) + " must not be given twice");
        out.members_.push_back({name, member});
    }
    return out;
}

const element* JsonObject::find(std::string_view name) const {
    const auto member = std::ranges::find(members_, name, &Member::name);
    return member == members_.end() ? nullptr : &member->value;
}

std::string JsonObject::path(std::string_view name) const {
    constexpr std::size_t longest_name = 100;
    const auto shown = name.substr(0, longest_name);
    return prefix_.empty() ? std::string{shown} : fmt::format("{}.{}", prefix_, shown);
}

Result<std::string_view> JsonObject::text(std::string_view name) const {
    const auto value = optional_text(name);
    if (!value) return std::unexpected(value.error());
    if (!*value) return invalid(path(name) + " is required");
    return **value;
}

Result<std::optional<std::string_view>> JsonObject::optional_text(std::string_view name) const {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    std::string_view value;
    if (member->get(value) != simdjson::SUCCESS) return invalid(path(name) + " must be a string");
    return value;
}

Result<std::optional<std::int64_t>> JsonObject::optional_integer(std::string_view name, std::int64_t low,
                                                                 std::int64_t high) const {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    std::int64_t value = 0;
    const auto error = member->get(value);
    if (error == simdjson::INCORRECT_TYPE) return invalid(path(name) + " must be an integer");
    if (error != simdjson::SUCCESS || value > high)
        return invalid(fmt::format("{} must not be greater than {}", path(name), high));
    if (value < low) return invalid(fmt::format("{} must not be less than {}", path(name), low));
    return value;
}

Result<std::optional<double>> JsonObject::optional_number(std::string_view name, double low, double high) const {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    double value = 0;
    if (member->get(value) != simdjson::SUCCESS) return invalid(path(name) + " must be a number");
    if (value > high) return invalid(fmt::format("{} must not be greater than {}", path(name), high));
    if (value < low) return invalid(fmt::format("{} must not be less than {}", path(name), low));
    return value;
}

Result<std::optional<std::vector<std::string_view>>> JsonObject::optional_texts(std::string_view name) const {
    const element* member = find(name);
    if (member == nullptr) return std::nullopt;
    simdjson::dom::array array;
    if (member->get(array) != simdjson::SUCCESS) return invalid(path(name) + " must be an array of strings");
    std::vector<std::string_view> texts;
    for (const element entry : array) {
        std::string_view text;
        if (entry.get(text) != simdjson::SUCCESS)
            return invalid(fmt::format("{}[{}] must be a string", path(name), texts.size()));
        texts.push_back(text);
    }
    return texts;
}

Result<std::vector<JsonObject>> JsonObject::objects(std::string_view name, std::size_t most, Known known) const {
    const element* member = find(name);
    if (member == nullptr) return invalid(path(name) + " is required");
    simdjson::dom::array array;
    if (member->get(array) != simdjson::SUCCESS) return invalid(path(name) + " must be an array");
    std::vector<JsonObject> out;
    for (const element entry : array) {
        if (out.size() == most)
            return invalid(fmt::format("{} must contain no more than {} elements", path(name), most));
        auto object = read(entry, fmt::format("{}[{}]", path(name), out.size()), known);
        if (!object) return std::unexpected(object.error());
        out.push_back(std::move(*object));
    }
    if (out.empty()) return invalid(path(name) + " must contain at least 1 element");
    return out;
}

}  // namespace burner::api
