#include "assets/decide/holding_item.hpp"

#include <stdexcept>

#include "assets/decide/empty_account.hpp"
#include "assets/decide/nft.hpp"
#include "assets/decide/token.hpp"

namespace burner::assets {

namespace {

void add_fields_of_type(Item& item, const Holding& holding, const Facts& facts) {
    switch (item.type) {
        case ItemType::empty_account: return add_empty_account_fields(item, holding);
        case ItemType::token:
        case ItemType::fungible_asset: return add_token_fields(item, holding, facts);
        case ItemType::nft: return add_nft_fields(item, facts);
        case ItemType::zk_compressed_token:
        case ItemType::cnft: break;
    }
    throw std::logic_error("no item of this type lies in a token account");
}

/// Returns what the wallet gets when the item ends; 0 when the account has to stay.
base::Lamports reclaimable(const Holding& holding, const Decision& decision) {
    if (decision.through_metadata) return holding.lamports + decision.through_metadata->refund;
    return decision.may_close ? holding.lamports : base::Lamports{};
}

}  // namespace

Item to_item(const Owner& owner, const Holding& holding, const Decision& decision, const Facts& facts) {
    Item item;
    item.type = decision.type;
    item.is_frozen = holding.account.is_frozen;
    item.blocked = decision.blocked;
    item.blocked_message = decision.blocked_message;
    item.address = holding.address;
    item.mint = holding.account.mint;
    item.token_program = holding.token_program;
    item.lamports = holding.lamports;
    item.excess = excess_of(owner, holding, facts.rent);
    item.reclaimable = decision.blocked ? item.excess : reclaimable(holding, decision);
    item.left_behind = decision.left_behind;
    name_it(item, facts);
    add_fields_of_type(item, holding, facts);
    name_unknown(item);
    return item;
}

}  // namespace burner::assets
