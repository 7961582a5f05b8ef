#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Wrapped SOL is listed here with or without a balance: closing it returns every lamport in it.
void add_empty_account_fields(Item& item, const Holding& holding, const Facts&) {
    if (!holding.account.is_native()) return;
    item.name = "Wrapped SOL";
    item.symbol = "SOL";
}

}  // namespace burner::assets
