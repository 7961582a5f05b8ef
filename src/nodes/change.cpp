#include "nodes/change.hpp"

#include <bit>

#include <fmt/format.h>

#include "base/number_text.hpp"

namespace burner::nodes {

std::string to_text(const FeedPosition& position) {
    return fmt::format("{} {}", position.number, std::bit_cast<std::uint64_t>(position.mark));
}

std::optional<FeedPosition> position_from_text(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto number = base::number_from_text<ChangeNumber>(text.substr(0, space));
    const auto mark = base::number_from_text<std::uint64_t>(text.substr(space + 1));
    if (!number || !mark) return std::nullopt;
    return FeedPosition{*number, std::bit_cast<std::int64_t>(*mark)};
}

}  // namespace burner::nodes
