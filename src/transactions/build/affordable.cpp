#include "transactions/build/affordable.hpp"

#include <optional>
#include <string>
#include <utility>

namespace burner::transactions {

namespace {

constexpr std::string_view cannot_pay =
    "The wallet cannot pay the network fee after the transactions before this one, ask for this one afterwards";

/// An account that was below its rent before may stay there, with no more than it had.
bool may_hold(base::Lamports before, base::Lamports after, base::Lamports minimum) {
    return after == base::Lamports{} || after >= minimum || (before < minimum && after <= before);
}

/// Computes what a wallet that holds `held` has left when the draft has landed. nullopt where it cannot pay: the
/// runtime takes a fee payer only with no lamport left, or with `minimum`, its rent, both after the fee and at the end.
std::optional<base::Lamports> left_after(const Draft& draft, base::Lamports held, base::Lamports minimum) {
    if (held < draft.fee()) return std::nullopt;
    if (!may_hold(held, held - draft.network_fee(), minimum)) return std::nullopt;
    const base::Lamports left = held - draft.fee() + draft.rebate().net();
    return may_hold(held, left, minimum) ? std::optional(left) : std::nullopt;
}

}  // namespace

void keep_affordable(SimulatedDrafts& simulated, std::uint64_t price, const Purse& purse) {
    std::vector<Draft> kept;
    base::Lamports held = purse.held;
    for (Draft& draft : simulated.drafts) {
        draft.set_price(price);
        if (const auto left = left_after(draft, held, purse.minimum)) {
            held = *left;
            kept.push_back(std::move(draft));
            continue;
        }
        for (const std::size_t group : draft.bin())
            reject_group(simulated.plan, simulated.plan.groups[group], std::string(cannot_pay));
    }
    simulated.drafts = std::move(kept);
}

}  // namespace burner::transactions
