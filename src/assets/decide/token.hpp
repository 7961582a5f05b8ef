#pragma once

#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Adds the balance of a token or a fungible asset. The decimal amount ignores interest and scaling: burning is in raw
/// units. Without the mint only those are known.
void add_token_fields(Item& item, const Holding& holding, const Facts& facts);

}  // namespace burner::assets
