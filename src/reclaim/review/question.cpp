#include "reclaim/review/question.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/decimal.hpp"
#include "reclaim/choice/item_amount.hpp"
#include "reclaim/choice/positions.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    if (parts.size() < 2) return fmt::format("{}", fmt::join(parts, ""));
    const std::vector<std::string> first{parts.begin(), parts.end() - 1};
    return fmt::format("{} and {}", fmt::join(first, ", "), parts.back());
}

std::string what_is_done(const Choice& choice) {
    std::vector<std::string> parts;
    const std::size_t burns = choice.burn.size() + choice.burn_liquidity.size();
    if (!choice.close.empty()) parts.push_back("close " + counted(choice.close.size(), "account"));
    if (burns > 0) parts.push_back("burn " + counted(burns, "item"));
    if (!choice.withdraw.empty())
        parts.push_back("withdraw the excess of " + counted(choice.withdraw.size(), "account"));
    return fmt::format("This run will {}. It gives back {} SOL.", joined(parts), to_sol(choice.lamports()));
}

std::string what_is_donated(const RunSettings& settings) {
    if (!settings.donation_to) return {};
    return fmt::format("It donates {} % to {}, at most {} SOL in all.", settings.donation_percent,
                       *settings.donation_to, to_sol(settings.max_amounts.donation));
}

std::string what_it_costs(const RunSettings& settings) {
    const std::string priority = to_sol(settings.max_amounts.priority_fees);
    if (settings.fee_payer)
        return fmt::format("{} pays 0.00001 SOL for each transaction, and for priority at most {} SOL in all.",
                           *settings.fee_payer, priority);
    return fmt::format("Each transaction costs 0.000005 SOL; priority costs at most {} SOL in all.", priority);
}

std::string what_trees_take(const Choice& choice) {
    std::uint64_t cost = 0;
    for (const auto& item : choice.burn) cost += burn_cost(item);
    if (cost == 0) return {};
    return fmt::format("Burning compressed tokens costs another {} SOL and gives nothing back.",
                       base::to_decimal(cost, 9));
}

std::string what_was_not_looked_up(const Choice& choice, const RunSettings& settings) {
    if (settings.positions || single_mints(choice).empty()) return {};
    return "The chain was not asked whether the NFTs to burn are positions in liquidity pools; the server says that "
           "they "
           "are not. --verify-rpc URL asks the chain.";
}

}  // namespace

std::vector<std::string> terms_of(const Choice& choice, const RunSettings& settings) {
    std::vector<std::string> sentences{what_is_done(choice), what_is_donated(settings), what_it_costs(settings),
                                       what_trees_take(choice), what_was_not_looked_up(choice, settings)};
    std::erase(sentences, std::string{});
    return sentences;
}

std::string question_about(const burnandclaim::WalletItem& unpriced) {
    const auto amount = amount_of(unpriced);
    return fmt::format("Nobody prices {} ({}). Burn {} of it? [y/N] ",
                       printable(unpriced.symbol.value_or(unpriced.name), 20),
                       printable(unpriced.mint.value_or(unpriced.address), 44), amount ? amount->to_text() : "all");
}

}  // namespace burner::reclaim
