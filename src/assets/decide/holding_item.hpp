#pragma once

#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Returns what is listed for a holding; the type's own file adds what only that type shows. Texts of the facts are as
/// they are shown: the mint is of a ListedMint.
Item to_item(const Owner& owner, const Holding& holding, const Decision& decision, const Facts& facts);

}  // namespace burner::assets
