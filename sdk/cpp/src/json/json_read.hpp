#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <simdjson.h>

namespace burnandclaim {

using JsonValue = simdjson::ondemand::value;

/// Throws AnswerError; `reason` is a fixed text, never a piece of the answer.
[[noreturn]] void refuse(std::string_view reason);

/// Reads one value into `out`; a wrong type throws. Structures have a `read` of their own.
void read(JsonValue value, std::string& out);
void read(JsonValue value, std::uint64_t& out);
void read(JsonValue value, bool& out);
void read(JsonValue value, double& out);

/// A number kept with the digits it came in.
struct NumberText {
    std::string& text;
};
void read(JsonValue value, NumberText out);

/// Checks a value that nobody asked for: on-demand parsing does not look at what is not read.
void skip(JsonValue value, int depth = 0);

bool is_null(JsonValue& value);

template <class T>
void read(JsonValue value, std::vector<T>& out) {
    for (auto element : value.get_array()) read(element.value(), out.emplace_back());
}

template <class T>
void read(JsonValue value, std::optional<T>& out) {
    if (!is_null(value)) read(value, out.emplace());
}

struct OptionalNumberText {
    std::optional<std::string>& text;
};
inline void read(JsonValue value, OptionalNumberText out) {
    if (!is_null(value)) read(value, NumberText{out.text.emplace()});
}

/// A member of an object and where it goes.
template <class Target>
struct Member {
    std::string_view name;
    Target target;
    bool is_required;
    bool is_read = false;

    bool take(std::string_view key, JsonValue& value) {
        if (key != name) return false;
        if (is_read) refuse("a member is given twice");
        is_read = true;
        read(value, target);
        return true;
    }
    void finish() const {
        if (is_required && !is_read) refuse("a member is missing");
    }
};

template <class T>
Member<T&> required(std::string_view name, T& target) {
    return {name, target, true};
}
template <class T>
Member<T&> optional(std::string_view name, T& target) {
    return {name, target, false};
}
inline Member<OptionalNumberText> optional_digits(std::string_view name, std::optional<std::string>& target) {
    return {name, {target}, false};
}

/// Reads an object in one pass; members that are not listed are checked and dropped.
template <class... Members>
void read_object(JsonValue value, Members... members) {
    for (auto field : value.get_object()) {
        const std::string_view key = field.unescaped_key();
        JsonValue content = field.value();
        const bool known = (members.take(key, content) || ...);
        if (!known) skip(content);
    }
    (members.finish(), ...);
}

}  // namespace burnandclaim
