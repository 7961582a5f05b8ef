#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "api/wire/first_mistake.hpp"

namespace burner::api {

/// One JSON object of a request's body, strictly read: only known members, each at most once. Every mistake names its
/// field, and the first one is the answer. The views live until the thread parses its next body, so an endpoint copies
/// what it keeps before it awaits anything.
class RequestBody : public FirstMistake {
  public:
    using Known = std::initializer_list<std::string_view>;

    /// Parses the whole body, which must be one object, with a parser that the thread reuses.
    RequestBody(std::string_view body, Known known);
    /// The tag of an object inside another; its fields are called `prefix.name`.
    struct Nested {
        std::string prefix;
    };
    explicit RequestBody(Nested nested) : prefix_(std::move(nested.prefix)) {}

    bool has(std::string_view name) const { return find(name) != nullptr; }

    /// Returns a text that must be there.
    std::string_view text(std::string_view name);
    /// Returns `read(text)` of a text that must be there. Where `read` returns nullopt, the mistake is `wrong`: a text
    /// that says what the field must be, or an error code.
    template <class Read, class Wrong>
    auto required(std::string_view name, Read read, Wrong wrong) {
        require(name);
        auto value = optional(name, read, wrong);
        return value ? *std::move(value) : typename decltype(value)::value_type{};
    }
    /// Does the same for a text that may be absent (nullopt).
    template <class Read, class Wrong>
    auto optional(std::string_view name, Read read, Wrong wrong) -> decltype(read(std::string_view{})) {
        const auto text = optional_text(name);
        if (!text) return std::nullopt;
        return converted(path(name), *text, read, wrong);
    }
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);
    std::optional<double> number(std::string_view name, double low, double high);
    std::optional<std::vector<std::string_view>> texts(std::string_view name);
    std::optional<std::vector<std::int64_t>> integers(std::string_view name);

    /// Reads an array of one to `max_elements` objects, each with `read(RequestBody&)`; the third is called `items[2]`.
    template <class Read>
    auto list(std::string_view name, std::size_t max_elements, Known known, Read read) {
        std::vector<decltype(read(*this))> values;
        auto entries = objects(name, max_elements, known);
        values.reserve(entries.size());
        for (RequestBody& entry : entries) {
            if (has_mistake()) break;
            values.push_back(read(entry));
            check(entry.result());
        }
        return values;
    }

    /// Returns `items[2].address` for member `address` of the third item.
    std::string path(std::string_view name) const;

  private:
    struct Member {
        std::string_view name;
        simdjson::dom::element value;
    };

    void read(simdjson::dom::element value, Known known);
    const simdjson::dom::element* find(std::string_view name) const;
    void require(std::string_view name);
    std::optional<std::string_view> optional_text(std::string_view name);
    /// Reads the array `name`, which is there; `must` says that it must be an array.
    bool read_array(std::string_view name, std::string_view must, simdjson::dom::array& out);
    /// Reads an array of what JSON holds as `Value`; `kind` names it.
    template <class Value>
    std::optional<std::vector<Value>> values(std::string_view name, std::string_view kind);
    std::vector<RequestBody> objects(std::string_view name, std::size_t max_elements, Known known);

    std::string prefix_;
    std::vector<Member> members_;
};

}  // namespace burner::api
