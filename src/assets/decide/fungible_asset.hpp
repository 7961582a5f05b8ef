#pragma once

#include "assets/decide/decision.hpp"

namespace burner::assets {

/// Tells whether a mint whose metadata was read is a semi-fungible token of Token Metadata.
bool is_fungible_asset(const Facts& facts);

}  // namespace burner::assets
