#pragma once

#include "base/lamports.hpp"

namespace burner::solana {

/// What a wallet can pay fees with. The runtime takes a fee payer only where the fee leaves it nothing or at least the
/// rent of an empty account, whatever the transaction gives back.
struct Purse {
    base::Lamports held;
    base::Lamports minimum;  ///< the rent of an account without data

    bool operator==(const Purse&) const = default;
    /// Tells whether the wallet may end with `left`.
    bool may_keep(base::Lamports left) const { return left == base::Lamports{} || left >= minimum; }
    bool can_pay(base::Lamports fee) const { return held >= fee && may_keep(held - fee); }
    /// Returns what the wallet must hold to pay `fee`; 0 where it can.
    base::Lamports needed_for(base::Lamports fee) const { return can_pay(fee) ? base::Lamports{} : fee + minimum; }
};

}  // namespace burner::solana
