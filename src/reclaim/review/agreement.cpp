#include "reclaim/review/agreement.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/choice/positions.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/review/question.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

End nobody_confirmed() {
    return {reclaim_exit::declined, "nobody confirmed; nothing was signed"};
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
    settings_.most = agreed_amounts(choice_, share.value_or(base::DonationShare{}), options_.priority);
    if (options_.max_fee) settings_.most.priority_fees = *options_.max_fee;
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
            fmt::format("whether the NFTs to burn are positions could not be looked up: {}", printable(found.error()))};
    if (!found->empty())
        return End{reclaim_exit::usage,
                   fmt::format("{} is a position in a liquidity pool: whoever burns it loses what lies there, so this "
                               "command never does",
                               *found->begin())};
    settings_.positions = *std::move(found);
    return std::nullopt;
}

Agreement::Refusal Agreement::settle_prices() const {
    const auto items = unpriced(choice_, protection_);
    if (items.empty() || options_.allow_unpriced) return std::nullopt;
    const std::string problem = fmt::format(
        "no price is known of {} of the tokens to burn: --protect-above-usd cannot protect them", items.size());
    if (options_.dry_run) {
        console_.text << "Note: " << problem << ".\n";
        return std::nullopt;
    }
    if (options_.yes)
        return End{reclaim_exit::usage, problem + "; --allow-unpriced burns them all the same, without a question"};
    for (const auto& item : items)
        if (!is_confirmed(question_about(item))) return nobody_confirmed();
    return std::nullopt;
}

Agreement::Refusal Agreement::settle_all() const {
    console_.text << to_words(choice_, settings_);
    if (options_.dry_run || options_.yes) return std::nullopt;
    const bool burns = !choice_.burn.empty() || !choice_.burn_liquidity.empty();
    if (is_confirmed(burns ? "Burning cannot be undone. Go on? [y/N] " : "Go on? [y/N] ")) return std::nullopt;
    return nobody_confirmed();
}

bool Agreement::is_confirmed(std::string_view question) const {
    console_.text << question << std::flush;
    std::string answer;
    std::getline(console_.in, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace burner::reclaim
