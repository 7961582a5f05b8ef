#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burner::access {

/// The members of one JSON object, as a token's header and claims need them: strings, arrays of nothing but strings,
/// integers and objects by name; another member is present, with no value.
class StrictJson {
  public:
    struct Member {
        std::string name;
        std::optional<std::string> text;
        std::optional<std::vector<std::string>> texts;
        std::optional<std::int64_t> integer;
        std::shared_ptr<const StrictJson> object;
    };

    std::size_t size() const { return members_.size(); }
    bool has(std::string_view name) const { return find(name) != nullptr; }
    const std::string* text(std::string_view name) const;
    const std::vector<std::string>* texts(std::string_view name) const;
    const std::int64_t* integer(std::string_view name) const;
    const StrictJson* object(std::string_view name) const;

  private:
    friend struct StrictJsonReader;
    const Member* find(std::string_view name) const;

    std::vector<Member> members_;
};

/// Parses a text that is one JSON object in UTF-8, no member twice at any depth, at most 8 levels deep; else nullopt.
std::optional<StrictJson> parse_strict_json(std::string_view text);

}  // namespace burner::access
