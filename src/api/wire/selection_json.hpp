#pragma once

#include "api/wire/request_body.hpp"
#include "transactions/selection.hpp"

namespace burner::api {

/// Reads `{type, address, action, expectedBalance?, expectedMint?, acknowledge?}` of a build request.
transactions::Selection read_selection(RequestBody& item);

}  // namespace burner::api
