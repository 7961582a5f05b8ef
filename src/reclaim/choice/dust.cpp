#include "reclaim/choice/dust.hpp"

#include <limits>
#include <map>

#include "reclaim/choice/item_amount.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

/// Returns the value in dollars; infinite if it is not known now.
double value_of(const WalletItem& item) {
    const bool is_known = item.usd_value && item.price_state != burnandclaim::price_state::unknown;
    return is_known ? *item.usd_value : std::numeric_limits<double>::infinity();
}

}  // namespace

bool can_be_dust(const WalletItem& item) {
    namespace types = burnandclaim::item_type;
    return amount_of(item) &&
           (item.type == types::token || item.type == types::fungible_asset || item.type == types::zk_compressed_token);
}

std::set<std::string> dust_mints(const burnandclaim::WalletAssets& assets, double usd) {
    std::map<std::string, double> values;
    for (const WalletItem& item : assets.items)
        if (item.mint && can_be_dust(item)) values[*item.mint] += value_of(item);
    std::set<std::string> dust;
    for (const auto& [mint, value] : values)
        if (value < usd) dust.insert(mint);
    return dust;
}

}  // namespace burner::reclaim
