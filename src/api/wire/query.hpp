#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace burner::api {

/// Names and values as sent, in their order.
using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;
Parameters split_query(std::string_view query);

/// The query of a request's target, strictly read: only known parameters, each at most once, none percent-encoded (no
/// value that means anything needs it). Every mistake is 400 `invalid_request` and names the parameter.
class Query {
  public:
    static base::Result<Query> parse(std::string_view query, std::initializer_list<std::string_view> known);

    std::optional<std::string_view> text(std::string_view name) const;
    base::Result<std::optional<std::int64_t>> integer(std::string_view name, std::int64_t low, std::int64_t high) const;

  private:
    Parameters parameters_;
};

}  // namespace burner::api
