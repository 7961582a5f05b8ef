#pragma once

#include <string_view>

namespace burner::http {

/// Takes the first segment off a path that begins with a slash, and returns it.
constexpr std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    path.remove_prefix(segment.size());
    return segment;
}

/// Tells whether a path fits a pattern such as `/wallet/:address/assets`, where `:name` stands for one segment that is
/// not empty. Calls `take(name, segment)` for each of those; both begin with a slash.
template <class Take>
constexpr bool fits_pattern(std::string_view pattern, std::string_view path, Take take) {
    while (!pattern.empty() && !path.empty()) {
        const auto expected = next_segment(pattern);
        const auto given = next_segment(path);
        if (!expected.starts_with(':')) {
            if (expected != given) return false;
        } else if (given.empty()) {
            return false;
        } else {
            take(expected.substr(1), given);
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace burner::http
