#include "transactions/build/worthwhile.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace burner::transactions {

namespace {

using assets::BlockedCode;
using assets::Refusal;

/// Says why a draft is not kept. A draft that gives back what it costs never makes the wallet poorer. So where it may
/// land first, it may land after any of the others.
std::optional<Refusal> why_not(const Draft& draft, const Purses& purses) {
    const base::Lamports back = draft.rebate().net();
    const base::Lamports cost = draft.repayment() + draft.programs_fee();
    if (back < cost)
        return Refusal{BlockedCode::not_worth_its_fee,
                       fmt::format("Its transaction gives back {} lamports and costs {}", back.value, cost.value)};
    if (!purses.paying().can_pay(draft.network_fee()))
        return Refusal{BlockedCode::insufficient_funds, "The sponsor holds too little to pay the network fee"};
    const base::Lamports left = purses.wallet.held + (back - cost);
    if (!purses.wallet.may_keep(left))
        return Refusal{BlockedCode::insufficient_funds,
                       fmt::format("The wallet would keep {} lamports, and must keep none or at least {}, the rent of "
                                   "an empty account",
                                   left.value, purses.wallet.minimum.value)};
    return std::nullopt;
}

}  // namespace

void reject_unrewarding(Plan& plan) {
    std::vector<Group> kept;
    for (Group& group : plan.groups) {
        if (group.refund > group.fee) {
            kept.push_back(std::move(group));
            continue;
        }
        reject_group(plan, group, {BlockedCode::not_worth_its_fee, "It gives back nothing that could repay a sponsor"});
    }
    plan.groups = std::move(kept);
}

base::Lamports keep_worthwhile(SimulatedDrafts& simulated, std::uint64_t price, const Purses& purses) {
    std::vector<Draft> kept;
    for (Draft& draft : simulated.drafts) {
        draft.set_price(price);
        const auto refusal = why_not(draft, purses);
        if (!refusal) {
            kept.push_back(std::move(draft));
            continue;
        }
        for (const std::size_t group : draft.bin())
            reject_group(simulated.plan, simulated.plan.groups[group], *refusal);
    }
    simulated.drafts = std::move(kept);
    return simulated.drafts.empty() ? purses.wallet.minimum : base::Lamports{};
}

}  // namespace burner::transactions
