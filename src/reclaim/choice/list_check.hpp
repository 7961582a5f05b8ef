#pragma once

#include <optional>
#include <string>

#include <burnandclaim/assets.hpp>

namespace burner::reclaim {

/// Judges a list before anything of it is shown: why it makes no sense, as a sentence that names the item; nullopt when
/// it does. `close` exists for empty accounts alone, and an empty account cannot be burned; a list that says otherwise
/// could make a burn look like a close. Items of types that are not known here are not judged, as nothing is done with
/// them.
std::optional<std::string> list_problem(const burnandclaim::WalletAssets& assets);

/// Whether this command knows the type, and so can check what is done with such an item.
bool is_known_type(const burnandclaim::WalletItem& item);

}  // namespace burner::reclaim
