#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "assets/item.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// What an operator has stopped: building and submitting the items that it covers. Lists go on, and so does what was
/// submitted before.
struct Pause {
    bool burns_only = false;               ///< false: every action
    std::optional<assets::ItemType> type;  ///< empty: every type
    std::string project;                   ///< empty: every project

    auto operator<=>(const Pause&) const = default;
};

bool covers(const Pause& pause, std::string_view project, const Selection& item);

/// `everything`, `burns`, `burns of token`. Whether it is of one project is not in it: clients read it.
std::string to_words(const Pause& pause);

}  // namespace burner::transactions
