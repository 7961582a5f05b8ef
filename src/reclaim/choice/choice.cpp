#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

burnandclaim::ItemSelection selection(const WalletItem& item, std::string_view action) {
    return {.type = item.type,
            .address = item.address,
            .action = std::string{action},
            .expected_balance = action == burnandclaim::item_action::burn ? item.balance : std::nullopt,
            .expected_mint = item.mint};
}

}  // namespace

std::uint64_t Choice::lamports() const {
    std::uint64_t sum = 0;
    for (const auto* ended : {&close, &burn, &burn_liquidity})
        for (const WalletItem& item : *ended) sum += given_back(item);
    for (const WalletItem& item : withdraw) sum += item.excess_lamports.value_or(0);
    return sum;
}

std::uint64_t given_back(const WalletItem& item) {
    return is_liquidity(item) ? item.lamports.value_or(0) : item.reclaimable_lamports;
}

std::uint64_t burn_cost(const WalletItem& item) {
    return item.type == burnandclaim::item_type::zk_compressed_token ? max_tree_fee : 0;
}

bool is_liquidity(const WalletItem& item) {
    return item.blocked && item.blocked->code == "liquidity";
}

std::vector<burnandclaim::ItemSelection> selections(const Choice& choice) {
    namespace actions = burnandclaim::item_action;
    std::vector<burnandclaim::ItemSelection> out;
    out.reserve(choice.size());
    for (const WalletItem& item : choice.close) out.push_back(selection(item, actions::close));
    for (const WalletItem& item : choice.burn) out.push_back(selection(item, actions::burn));
    for (const WalletItem& item : choice.burn_liquidity) {
        out.push_back(selection(item, actions::burn));
        out.back().acknowledge = "liquidity";
    }
    for (const WalletItem& item : choice.withdraw) out.push_back(selection(item, actions::withdraw_excess));
    return out;
}

}  // namespace burner::reclaim
