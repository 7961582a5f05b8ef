#include "app/closest.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace burner::app {

namespace {

/// Counts the changes from one word to another; neighbours that are swapped are one (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> table((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return table[i * width + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
    for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
        }
    }
    return at(a.size(), b.size());
}

}  // namespace

std::string_view closest(std::string_view mistyped, std::span<const std::string> words) {
    std::string_view best;
    std::size_t fewest = std::max<std::size_t>(1, mistyped.size() / 3);  // as far as a slip of the hand goes
    for (const auto& word : words) {
        const std::size_t changes = distance(mistyped, word);
        if (changes > fewest || (changes == fewest && !best.empty())) continue;
        fewest = changes;
        best = word;
    }
    return best;
}

std::string did_you_mean(std::string_view mistyped, std::span<const std::string> words) {
    const auto meant = closest(mistyped, words);
    return meant.empty() ? "" : fmt::format("; did you mean {}?", meant);
}

}  // namespace burner::app
