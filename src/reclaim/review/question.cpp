#include "reclaim/review/question.hpp"

#include <fmt/format.h>

#include "reclaim/choice/item_amount.hpp"
#include "reclaim/choice/positions.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

std::string what_is_done(const Choice& choice) {
    std::string words = fmt::format("Close {} and burn {}", counted(choice.close.size(), "account"),
                                    counted(choice.burn.size() + choice.burn_liquidity.size(), "token"));
    if (!choice.withdraw.empty()) words += fmt::format(", withdraw the excess of {}", choice.withdraw.size());
    return words + fmt::format(" for {} SOL.\n", to_sol(choice.lamports()));
}

std::string what_is_donated(const RunSettings& settings) {
    if (!settings.donation_to) return {};
    return fmt::format("Donate {} % to {}, at most {} SOL in all.\n", settings.donation_percent, *settings.donation_to,
                       to_sol(settings.most.donation));
}

std::string what_it_costs(const RunSettings& settings) {
    return fmt::format("Pay 0.000005 SOL a transaction, and at most {} SOL for priority in all.\n",
                       to_sol(settings.most.priority_fees));
}

std::string what_was_not_looked_up(const Choice& choice, const RunSettings& settings) {
    if (settings.positions || single_mints(choice).empty()) return {};
    return "Positions in liquidity pools were not looked up: that the NFTs to burn are none is the server's word; "
           "--verify-rpc URL asks the chain.\n";
}

}  // namespace

std::string to_words(const Choice& choice, const RunSettings& settings) {
    return what_is_done(choice) + what_is_donated(settings) + what_it_costs(settings) +
           what_was_not_looked_up(choice, settings);
}

std::string question_about(const burnandclaim::WalletItem& unpriced) {
    const auto amount = amount_of(unpriced);
    return fmt::format("No price is known of {} ({}), so its value does not protect it.\nBurn {} of it? [y/N] ",
                       printable(unpriced.symbol.value_or(unpriced.name), 20),
                       printable(unpriced.mint.value_or(unpriced.address), 44), amount ? amount->to_text() : "all");
}

}  // namespace burner::reclaim
