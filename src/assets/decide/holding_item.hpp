#pragma once

#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Returns what is listed for a holding; the type's own file adds what only that type shows. The texts of the facts are
/// shown as they are: the mint is of a ListedMint.
Item to_item(const Owner& owner, const Holding& holding, const Decision& decision, const Facts& facts);

}  // namespace burner::assets
