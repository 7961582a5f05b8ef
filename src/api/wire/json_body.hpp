#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "base/result.hpp"

namespace burner::api {

/// One JSON object of a request body, strictly read: only known members, each at most once. Every
/// mistake is 400 `invalid_request` and names the field. The views live until the thread parses its
/// next body, so an endpoint copies what it keeps before it awaits anything.
class JsonObject {
  public:
    using Known = std::initializer_list<std::string_view>;

    /// The whole body must be one object. Parses with a parser that the thread reuses.
    static base::Result<JsonObject> parse(std::string_view body, Known known);

    bool has(std::string_view name) const { return find(name) != nullptr; }
    base::Result<std::string_view> text(std::string_view name) const;
    base::Result<std::optional<std::string_view>> optional_text(std::string_view name) const;
    base::Result<std::optional<std::int64_t>> optional_integer(std::string_view name, std::int64_t low,
                                                               std::int64_t high) const;
    base::Result<std::optional<double>> optional_number(std::string_view name, double low, double high) const;
    base::Result<std::optional<std::vector<std::string_view>>> optional_texts(std::string_view name) const;
    /// An array of objects, at most `most` of them; `items[2]` is how the third one is named.
    base::Result<std::vector<JsonObject>> objects(std::string_view name, std::size_t most, Known known) const;

    /// `items[2].address` for member `address` of the third item.
    std::string path(std::string_view name) const;

  private:
    struct Member {
        std::string_view name;
        simdjson::dom::element value;
    };

    static base::Result<JsonObject> read(simdjson::dom::element element, std::string prefix, Known known);
    const simdjson::dom::element* find(std::string_view name) const;

    std::string prefix_;
    std::vector<Member> members_;
};

std::unexpected<base::Error> invalid(std::string message);

}  // namespace burner::api
