#include "assets/decide/token.hpp"

#include "base/decimal.hpp"

namespace burner::assets {

void add_token_fields(Item& item, const Holding& holding, const Facts& facts) {
    item.balance = holding.account.amount;
    if (facts.mint == nullptr) return;
    item.decimals = facts.mint->decimals;
    item.ui_balance = base::to_decimal(item.balance, item.decimals);
}

}  // namespace burner::assets
