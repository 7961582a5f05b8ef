#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace burner::reclaim {

/// Returns how many columns a terminal needs for a text that `printable` made: two for wide characters (CJK, emoji),
/// zero for marks that combine with the character before.
std::size_t width_of(std::string_view text);

/// Returns `text` filled up with spaces to `width` columns, or cut to it with an ellipsis.
std::string fitted(const std::string& text, std::size_t width);

/// Returns `text` filled up with spaces on the left, or as it is if it is wider.
std::string right_aligned(const std::string& text, std::size_t width);

/// Breaks a text between words into lines of at most `columns`; all but the first begin with `indent` spaces. A word
/// that is longer, such as a signature, stays whole. 0 columns: one line. Ends without a line break.
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent = 0);

}  // namespace burner::reclaim
