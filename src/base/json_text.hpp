#pragma once

#include <string>
#include <string_view>

namespace burner::base {

/// Appends `text` with JSON's escapes (RFC 8259 section 7) but without quotes; every control character is escaped,
/// those of U+0080 to U+009F too. Bytes that are not UTF-8 become U+FFFD, so the output always is.
void append_escaped(std::string& out, std::string_view text);

/// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace burner::base
