#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "assets/item.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// A stop that an operator has ordered to building and submitting the items that it covers. Lists go on, and so does
/// what was submitted before.
struct Pause {
    bool burns_only = false;               ///< false: every action
    std::optional<assets::ItemType> type;  ///< nullopt: every type
    std::string project;                   ///< empty: every project

    auto operator<=>(const Pause&) const = default;
};

bool covers(const Pause& pause, std::string_view project, const Selection& item);

/// Names what is paused, such as `everything`, `burns` or `burns of token`. Leaves out the project, since clients read
/// it.
std::string to_words(const Pause& pause);

}  // namespace burner::transactions
