#include "storage/lists.hpp"

#include <ranges>

namespace burner::storage {

std::vector<std::string> split_list(std::string_view list) {
    std::vector<std::string> values;
    for (const auto part : std::views::split(list, ' ')) {
        if (!part.empty()) values.emplace_back(part.begin(), part.end());
    }
    return values;
}

}  // namespace burner::storage
