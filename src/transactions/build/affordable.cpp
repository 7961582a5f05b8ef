#include "transactions/build/affordable.hpp"

namespace burner::transactions {

namespace {

/// An account that was below its rent before may stay there, with no more than it had.
bool may_hold(base::Lamports before, base::Lamports after, base::Lamports minimum) {
    return after == base::Lamports{} || after >= minimum || (before < minimum && after <= before);
}

}  // namespace

std::optional<base::Lamports> left_after(const Draft& draft, base::Lamports held, base::Lamports minimum) {
    if (held < draft.fee()) return std::nullopt;
    if (!may_hold(held, held - draft.network_fee(), minimum)) return std::nullopt;
    const base::Lamports left = held - draft.fee() + draft.rebate().net();
    return may_hold(held, left, minimum) ? std::optional(left) : std::nullopt;
}

}  // namespace burner::transactions
