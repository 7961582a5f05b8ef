#pragma once

#include <optional>
#include <string>

#include <burnandclaim/assets.hpp>

namespace burner::reclaim {

/// Says why a list makes no sense, as a sentence that names the item, before any of it is shown; nullopt if it does.
/// `close` exists for empty accounts alone, and an empty account cannot be burned; a list that says otherwise could
/// make a burn look like a close. Items of unknown types are not judged, as the command does not touch them.
std::optional<std::string> list_problem(const burnandclaim::WalletAssets& assets);

/// Tells whether this command knows the type, and so can check what is done with such an item.
bool is_known_type(const burnandclaim::WalletItem& item);

}  // namespace burner::reclaim
