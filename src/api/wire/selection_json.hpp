#pragma once

#include "api/wire/json_body.hpp"
#include "transactions/selection.hpp"

namespace burner::api {

/// `{type, address, action, expectedBalance?, expectedMint?, acknowledge?}` of a build request.
base::Result<transactions::Selection> parse_selection(const JsonObject& object);

}  // namespace burner::api
