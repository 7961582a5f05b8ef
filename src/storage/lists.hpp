#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace burner::storage {

/// Writes values that hold no spaces one after the other, with spaces between. PostgreSQL reads that with
/// `string_to_array(…, ' ')`.
template <class Range, class TextOf>
std::string joined(const Range& range, TextOf text_of) {
    std::string list;
    for (const auto& value : range) {
        if (!list.empty()) list += ' ';
        list += text_of(value);
    }
    return list;
}

/// Reads what `joined` or `array_to_string(…, ' ')` wrote.
std::vector<std::string> split_list(std::string_view list);

}  // namespace burner::storage
