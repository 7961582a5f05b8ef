#include "assets/decide/empty_account.hpp"

namespace burner::assets {

void add_empty_account_fields(Item& item, const Holding& holding) {
    if (!holding.account.is_native()) return;
    item.name = "Wrapped SOL";
    item.symbol = "SOL";
}

}  // namespace burner::assets
