#pragma once

#include <string>
#include <string_view>

namespace burner::app {

/// Returns docs/openapi.yaml, which is compiled into the program, as JSON. Keys are text; unquoted true, false, null
/// and decimal numbers keep their type; the file keeps to that subset (tools/openapi-lint checks it).
std::string openapi_json();

/// Converts any document of that subset.
std::string yaml_to_json(std::string_view yaml);

}  // namespace burner::app
