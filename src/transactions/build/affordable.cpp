#include "transactions/build/affordable.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "solana/programs/compute_budget.hpp"

namespace burner::transactions {

namespace {

/// Computes what the wallet has left when the draft has landed; nullopt where it cannot pay.
std::optional<base::Lamports> left_after(const Draft& draft, const solana::Purse& purse) {
    if (purse.held < draft.fee() || !purse.can_pay(draft.network_fee())) return std::nullopt;
    const base::Lamports left = purse.held - draft.fee() + draft.rebate().net();
    return purse.may_keep(left) ? std::optional(left) : std::nullopt;
}

/// Computes what the wallet must hold for this draft to be its first; 0 where it can be.
base::Lamports needed_for(const Draft& draft, const solana::Purse& purse) {
    return left_after(draft, purse) ? base::Lamports{} : draft.fee() + purse.minimum;
}

std::string reason_of(const solana::Purse& purse, base::Lamports needed) {
    if (needed > base::Lamports{})
        return fmt::format("The wallet holds {} lamports, and needs {} to pay the network fee", purse.held.value,
                           needed.value);
    return "The wallet cannot pay the network fee after the transactions before this one, ask for this one afterwards";
}

}  // namespace

base::Lamports keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const solana::Purse& purse) {
    std::vector<Draft> kept;
    std::optional<base::Lamports> least;
    solana::Purse left = purse;
    for (Draft& draft : simulated.drafts) {
        draft.set_price(price);
        const auto needed = needed_for(draft, purse);
        least = std::min(least.value_or(needed), needed);
        if (const auto held = left_after(draft, left)) {
            left.held = *held;
            kept.push_back(std::move(draft));
            continue;
        }
        const assets::Refusal refusal{assets::BlockedCode::insufficient_funds, reason_of(purse, needed)};
        for (const std::size_t group : draft.bin()) reject_group(simulated.plan, simulated.plan.groups[group], refusal);
    }
    simulated.drafts = std::move(kept);
    return least.value_or(purse.needed_for(solana::compute_budget::signature_fee));
}

}  // namespace burner::transactions
