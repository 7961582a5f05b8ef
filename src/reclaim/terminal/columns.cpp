#include "reclaim/terminal/columns.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using Range = std::pair<char32_t, char32_t>;

constexpr std::array combining{Range{0x300, 0x36f}, Range{0x1ab0, 0x1aff}, Range{0x20d0, 0x20ff},
                               Range{0xfe00, 0xfe0f}};
/// East Asian Wide and Fullwidth (Unicode Annex 11), in blocks.
constexpr std::array wide{Range{0x1100, 0x115f}, Range{0x2e80, 0xa4cf},   Range{0xac00, 0xd7a3},
                          Range{0xf900, 0xfaff}, Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},
                          Range{0xffe0, 0xffe6}, Range{0x1f300, 0x1faff}, Range{0x20000, 0x3fffd}};

template <std::size_t size>
bool contains(const std::array<Range, size>& ranges, char32_t character) {
    return std::ranges::any_of(
        ranges, [&](const Range& range) { return character >= range.first && character <= range.second; });
}

std::size_t width_of(const CodePoint& point) {
    if (contains(combining, point.value)) return 0;
    return contains(wide, point.value) ? 2 : 1;
}

/// Returns the longest start of `text` that fits.
std::string_view start_of(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    for (std::size_t used = 0; bytes < text.size();) {
        const CodePoint point = first_code_point(text.substr(bytes));
        used += width_of(point);
        if (used > width) break;
        bytes += point.bytes;
    }
    return text.substr(0, bytes);
}

}  // namespace

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        width += width_of(point);
        text.remove_prefix(point.bytes);
    }
    return width;
}

std::string fitted(const std::string& text, std::size_t width) {
    std::string out = text;
    if (width_of(text) > width) out = std::string{start_of(text, width == 0 ? 0 : width - 1)} + "…";
    return out.append(width - std::min(width, width_of(out)), ' ');
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
    if (columns == 0) return std::string{text};
    std::string out;
    std::size_t used = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' ', text.find_first_not_of(' ')), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (used > indent && used + width_of(word) > columns) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
            word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        }
        out += word;
        used += width_of(word);
    }
    return out;
}

}  // namespace burner::reclaim
