#pragma once

#include <cstddef>
#include <string_view>

namespace burner::base {

/// Returns the length of the UTF-8 sequence (RFC 3629) at the front of `text`, which is not empty; 0 when invalid.
std::size_t utf8_length(std::string_view text);

bool is_utf8(std::string_view text);

/// Returns whether more bytes can make `text` valid UTF-8: it is valid but for a character that is cut off at the end.
bool begins_utf8(std::string_view text);

}  // namespace burner::base
