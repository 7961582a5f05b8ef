#include <burnandclaim/verify.hpp>

#include "reclaim/verdict.hpp"

namespace burnandclaim {

namespace signing = burner::signing;

ReclaimItem reclaim_item(const WalletItem& item, std::string_view action) {
    ReclaimItem out{{item.type, item.address, std::string{action}}, item.reclaimable_lamports};
    out.selection.expected_mint = item.mint;
    if (action == item_action::burn) out.selection.expected_balance = item.balance;
    if (action == item_action::withdraw_excess) out.reclaimable_lamports = item.excess_lamports;
    return out;
}

std::map<std::string, std::string> blocked_items(const std::vector<WalletItem>& items) {
    std::map<std::string, std::string> codes;
    for (const WalletItem& item : items)
        if (item.blocked) codes.emplace(item.address, item.blocked->code);
    return codes;
}

signing::Request signing_request(const BuildTransactionsRequest& request) {
    signing::Request out{.donation_percentage = request.donation_percentage.value_or(0),
                         .priority_fee_level = request.priority_fee_level,
                         .fee_payer = request.fee_payer};
    for (const auto& [type, address, action, balance, mint, acknowledge] : request.items)
        out.items.push_back({type, address, action, balance, mint, acknowledge});
    return out;
}

signing::Built signing_built(const BuiltTransaction& built) {
    signing::Built out{built.transaction_base64, {}};
    for (const auto& [type, address, action] : built.includes) out.includes.push_back({type, address, action});
    return out;
}

std::vector<signing::VerifiedTransaction> verify_built(const BuildTransactionsRequest& request,
                                                       const BuildTransactionsResult& built,
                                                       const signing::Options& options) {
    std::vector<signing::Built> answer;
    for (const BuiltTransaction& one : built.transactions) answer.push_back(signing_built(one));
    return verified_or_throw(signing::verify_built(signing_request(request), answer, options));
}

}  // namespace burnandclaim
