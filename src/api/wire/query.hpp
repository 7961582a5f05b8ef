#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "api/wire/first_mistake.hpp"

namespace burner::api {

/// The names and values as sent, in their order.
using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;
Parameters split_query(std::string_view query);

/// The query of a request's target, strictly read: only known parameters, each at most once, none percent-encoded (no
/// valid value needs it). Every mistake names its parameter, and the first one is the answer.
class Query : public FirstMistake {
  public:
    Query(std::string_view query, std::initializer_list<std::string_view> known);

    std::optional<std::string_view> text(std::string_view name) const;
    /// Returns `read(text)` of a parameter that may be absent (nullopt). Where `read` returns nullopt, the mistake is
    /// `wrong`, which says what the parameter must be.
    template <class Read>
    auto optional(std::string_view name, Read read, std::string_view wrong) -> decltype(read(std::string_view{})) {
        const auto given = text(name);
        if (!given) return std::nullopt;
        return converted(name, *given, read, wrong);
    }
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);

  private:
    Parameters parameters_;
};

}  // namespace burner::api
