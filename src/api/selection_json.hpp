#pragma once

#include "api/json_body.hpp"
#include "base/json_writer.hpp"
#include "transactions/selection.hpp"

namespace burner::api {

/// `{type, address, action, expectedBalance?}` of a build request.
base::Result<transactions::Selection> parse_selection(const JsonObject& object);

/// `{type, address, action}`, as members of the object that is open.
void write_selection(base::JsonWriter& json, const transactions::Selection& selection);

/// The `includes` of an answer.
void write_includes(base::JsonWriter& json, const std::vector<transactions::Selection>& includes);

}  // namespace burner::api
