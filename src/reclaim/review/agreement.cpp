#include "reclaim/review/agreement.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/choice/positions.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/review/item_list.hpp"
#include "reclaim/review/question.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

End nobody_confirmed() {
    return {reclaim_exit::declined, "you did not confirm, so nothing was signed"};
}

bool is_yes(const std::string& answer) {
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

base::Result<RunSettings, End> Agreement::reach(const FindOwners& find_owners) {
    take_options();
    auto refusal = settle_positions(find_owners);
    if (!refusal) refusal = settle_prices();
    if (!refusal) refusal = settle_all();
    if (refusal) return std::unexpected(*std::move(refusal));
    return std::move(settings_);
}

void Agreement::take_options() {
    settings_.donation_percent = options_.donation_percent;
    if (!options_.donation_to.empty()) settings_.donation_to = options_.donation_to;
    settings_.priority = options_.priority;
    const auto share = base::DonationShare::from_number(settings_.donation());
    settings_.max_amounts = agreed_amounts(choice_, share.value_or(base::DonationShare{}), options_.priority);
    if (options_.max_fee) settings_.max_amounts.priority_fees = *options_.max_fee;
    for (const auto* items : {&choice_.blocked, &choice_.burn_liquidity})
        for (const auto& item : *items)
            if (item.blocked) settings_.blocked.emplace(item.address, item.blocked->code);
}

Agreement::Refusal Agreement::settle_positions(const FindOwners& find_owners) {
    const std::string& rpc_url = options_.verify_rpc.empty() ? options_.rpc_url : options_.verify_rpc;
    const auto mints = single_mints(choice_);
    if (rpc_url.empty() || mints.empty()) return std::nullopt;
    auto found = find_positions(mints, rpc_url, find_owners);
    if (!found)
        return End{
            reclaim_exit::unavailable,
            fmt::format("the chain could not be asked whether the NFTs to burn are positions in liquidity pools, "
                        "so nothing was signed: {}",
                        printable(found.error()))};
    if (!found->empty())
        return End{reclaim_exit::usage,
                   fmt::format("{} is a position in a liquidity pool. Whoever burns it loses what lies there, so this "
                               "command never burns it. Leave it out of --burn",
                               *found->begin())};
    settings_.positions = *std::move(found);
    return std::nullopt;
}

/// Asks about tokens that nobody prices; the summary has said which these are (`about_prices`).
Agreement::Refusal Agreement::settle_prices() const {
    const auto items = unpriced(choice_, protection_);
    if (items.empty() || options_.allow_unpriced || options_.dry_run) return std::nullopt;
    if (options_.yes)
        return End{
            reclaim_exit::usage,
            fmt::format("nobody prices {} of the tokens to burn, so --protect-above-usd cannot protect them. Add "
                        "--allow-unpriced to burn them without a question",
                        items.size())};
    for (const auto& item : items)
        if (!is_confirmed(question_about(item))) return nobody_confirmed();
    return std::nullopt;
}

Agreement::Refusal Agreement::settle_all() const {
    for (const std::string& sentence : terms_of(choice_, settings_)) say(sentence);
    if (options_.dry_run || options_.yes) return std::nullopt;
    const bool burns = !choice_.burn.empty() || !choice_.burn_liquidity.empty();
    const std::string question = burns ? "Burning cannot be undone. Go on? [y/N/list] " : "Go on? [y/N/list] ";
    std::string answer = ask(question);
    while (answer == "list" || answer == "l") {
        console_.text << '\n' << item_list(groups_of(choice_), console_.screen.columns);
        answer = ask(question);
    }
    return is_yes(answer) ? std::nullopt : Refusal{nobody_confirmed()};
}

void Agreement::say(const std::string& sentence) const {
    console_.text << wrapped(sentence, console_.screen.columns) << '\n';
}

/// Asks, and returns the answer; empty if nobody answers.
std::string Agreement::ask(const std::string& question) const {
    console_.text << wrapped(question, console_.screen.columns) << std::flush;
    std::string answer;
    std::getline(console_.in, answer);
    return answer;
}

bool Agreement::is_confirmed(const std::string& question) const {
    return is_yes(ask(question));
}

}  // namespace burner::reclaim
