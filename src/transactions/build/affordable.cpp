#include "transactions/build/affordable.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace burner::transactions {

namespace {

/// Computes what the wallet has left when the draft has landed, the network being paid; nullopt where it cannot pay the
/// programs, or would keep too little. What comes back in the draft itself pays the programs where another key pays
/// the network: the simulation has seen that it comes first.
std::optional<base::Lamports> wallet_left_after(const Draft& draft, const Purses& purses) {
    const base::Lamports back = draft.rebate().net();
    const solana::Purse& wallet = purses.wallet;
    if (wallet.held + (purses.other_payer ? back : base::Lamports{}) < draft.programs_fee()) return std::nullopt;
    const base::Lamports left = wallet.held + back - draft.programs_fee();
    return wallet.may_keep(left) ? std::optional(left) : std::nullopt;
}

/// Computes what both have left when the draft has landed; nullopt where one of them lacks lamports.
std::optional<Purses> left_after(const Draft& draft, Purses purses) {
    solana::Purse& paying = purses.paying();
    if (!paying.can_pay(draft.network_fee())) return std::nullopt;
    paying.held = paying.held - draft.network_fee();
    const auto left = wallet_left_after(draft, purses);
    if (!left) return std::nullopt;
    purses.wallet.held = *left;
    return purses;
}

/// Computes what the wallet must hold for this draft to be its first; 0 where it can be, or the wallet is not what
/// keeps it from being.
base::Lamports needed_for(const Draft& draft, const Purses& purses) {
    const base::Lamports least = draft.programs_fee() + purses.wallet.minimum;
    if (purses.other_payer) return wallet_left_after(draft, purses) ? base::Lamports{} : least;
    return left_after(draft, purses) ? base::Lamports{} : draft.network_fee() + least;
}

std::string reason_of(const Draft& draft, const Purses& purses, base::Lamports needed) {
    const auto* const who = purses.other_payer ? "fee payer" : "wallet";
    const solana::Purse& paying = purses.paying();
    const base::Lamports of_other = purses.other_payer ? paying.needed_for(draft.network_fee()) : needed;
    if (of_other > base::Lamports{})
        return fmt::format("The {} holds {} lamports, and needs {} to pay the network fee", who, paying.held.value,
                           of_other.value);
    if (needed > base::Lamports{})
        return fmt::format("The wallet holds {} lamports, and needs {} to keep the rent of an empty account",
                           purses.wallet.held.value, needed.value);
    return fmt::format(
        "The {} cannot pay the network fee after the transactions before this one, ask for this one afterwards", who);
}

}  // namespace

base::Lamports keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const Purses& purses) {
    std::vector<Draft> kept;
    std::optional<base::Lamports> least;
    Purses left = purses;
    for (Draft& draft : simulated.drafts) {
        draft.set_price(price);
        const auto needed = needed_for(draft, purses);
        least = std::min(least.value_or(needed), needed);
        if (const auto after = left_after(draft, left)) {
            left = *after;
            kept.push_back(std::move(draft));
            continue;
        }
        const assets::Refusal refusal{assets::BlockedCode::insufficient_funds, reason_of(draft, purses, needed)};
        for (const std::size_t group : draft.bin()) reject_group(simulated.plan, simulated.plan.groups[group], refusal);
    }
    simulated.drafts = std::move(kept);
    return least.value_or(purses.least_needed());
}

}  // namespace burner::transactions
