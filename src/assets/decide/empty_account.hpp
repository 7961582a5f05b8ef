#pragma once

#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Names wrapped SOL, which is listed as an empty account with or without a balance: closing it returns every lamport
/// in it.
void add_empty_account_fields(Item& item, const Holding& holding);

}  // namespace burner::assets
