#include "json/json_read.hpp"

#include <burnandclaim/errors.hpp>

namespace burnandclaim {
namespace {

/// The greatest depth of a value, which nothing that the API sends reaches; bounds the recursion.
constexpr int max_depth = 64;

std::size_t digits(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    return count;
}

/// Tells whether a text is a number as RFC 8259 section 6 has it.
bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t whole = digits(text);
    if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
    text.remove_prefix(whole);
    if (text.starts_with('.')) {
        const std::size_t fraction = digits(text.substr(1));
        if (fraction == 0) return false;
        text.remove_prefix(1 + fraction);
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        const std::size_t exponent = digits(text);
        if (exponent == 0) return false;
        text.remove_prefix(exponent);
    }
    return text.empty();
}

/// Returns the text of a number. Does not move past it: the iteration around it skips what was not consumed.
std::string_view number_text(JsonValue& value) {
    std::string_view text = value.raw_json_token();
    while (!text.empty() && std::string_view{" \t\r\n"}.contains(text.back())) text.remove_suffix(1);
    if (!is_number(text)) refuse("a number is malformed");
    return text;
}

}  // namespace

void refuse(std::string_view reason) {
    throw AnswerError(std::string{reason});
}

void read(JsonValue value, std::string& out) {
    const std::string_view text = value.get_string();
    out = text;
}

void read(JsonValue value, std::uint64_t& out) {
    out = value.get_uint64();
}

void read(JsonValue value, bool& out) {
    out = value.get_bool();
}

void read(JsonValue value, double& out) {
    out = value.get_double();
}

void read(JsonValue value, NumberText out) {
    out.text = number_text(value);
}

bool is_null(JsonValue& value) {
    return value.is_null();
}

void skip(JsonValue value, int depth) {
    if (depth == max_depth) refuse("it is nested too deeply");
    switch (value.type().value()) {
        case simdjson::ondemand::json_type::array:
            for (auto element : value.get_array()) skip(element.value(), depth + 1);
            return;
        case simdjson::ondemand::json_type::object:
            for (auto field : value.get_object()) {
                static_cast<void>(std::string_view{field.unescaped_key()});
                skip(field.value().value(), depth + 1);
            }
            return;
        case simdjson::ondemand::json_type::string: static_cast<void>(std::string_view{value.get_string()}); return;
        case simdjson::ondemand::json_type::number: number_text(value); return;
        case simdjson::ondemand::json_type::boolean: static_cast<void>(bool{value.get_bool()}); return;
        case simdjson::ondemand::json_type::null:
            if (!is_null(value)) refuse("a literal is malformed");
            return;
    }
}

}  // namespace burnandclaim
