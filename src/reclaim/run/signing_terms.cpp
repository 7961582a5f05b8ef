#include "reclaim/run/signing_terms.hpp"

#include <algorithm>

#include <burnandclaim/assets.hpp>
#include <fmt/format.h>

#include "base/lamports.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {
namespace {

std::uint64_t max_tree_fees(const burnandclaim::BuiltTransaction& built) {
    return max_tree_fee *
           static_cast<std::uint64_t>(std::ranges::count(built.includes, burnandclaim::item_type::zk_compressed_token,
                                                         &burnandclaim::Selection::type));
}

}  // namespace

signing::Options signing_options(const std::string& wallet, const RunSettings& settings) {
    signing::Options options{.wallet = wallet,
                             .donation_to = settings.donation_to,
                             .max_donation_lamports = settings.max_amounts.donation,
                             .max_fee_lamports = settings.max_amounts.priority_fees,
                             .blocked = settings.blocked};
    if (settings.positions)
        options.is_position = [positions = *settings.positions](const std::string& mint) {
            return positions.contains(mint);
        };
    return options;
}

std::string stated_amounts_problem(const burnandclaim::BuiltTransaction& stated,
                                   const signing::VerifiedTransaction& verified) {
    const std::uint64_t donated = verified.donation ? verified.donation->lamports : 0;
    if (stated.donation_amount != donated)
        return fmt::format("it donates {} lamports, but the server says {}", donated, stated.donation_amount);
    const bool is_fee = stated.network_fee >= verified.network_fee &&
                        stated.network_fee - verified.network_fee <= max_tree_fees(stated);
    if (!is_fee)
        return fmt::format("it pays {} lamports in fees, but the server says {}", verified.network_fee,
                           stated.network_fee);
    const bool is_rebate = stated.gross_rebate < base::lamports_bound && donated <= stated.gross_rebate &&
                           stated.net_rebate == stated.gross_rebate - donated;
    return is_rebate ? std::string{} : "the server's amounts do not add up";
}

}  // namespace burner::reclaim
