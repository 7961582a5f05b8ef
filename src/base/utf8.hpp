#pragma once

#include <cstddef>
#include <string_view>

namespace burner::base {

/// Length of the UTF-8 sequence (RFC 3629) at the front of `text`, which is not empty; 0 when it is none.
std::size_t utf8_length(std::string_view text);

bool is_utf8(std::string_view text);

/// Whether more bytes can make valid UTF-8 of `text`: it is valid but for a character that is cut off at the end.
bool begins_utf8(std::string_view text);

}  // namespace burner::base
