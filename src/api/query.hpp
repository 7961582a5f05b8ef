#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace burner::api {

/// The parameters of a query, as sent: no route takes a value that needs percent-encoding.
using Query = std::vector<std::pair<std::string_view, std::string_view>>;
Query split_query(std::string_view query);

/// The one parameter that a route knows; `invalid_request` for any other, or for a second one.
base::Result<std::optional<std::string_view>> only_parameter(std::string_view query, std::string_view name);

}  // namespace burner::api
