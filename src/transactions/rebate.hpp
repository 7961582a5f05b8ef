#pragma once

#include "base/donation_share.hpp"

namespace burner::transactions {

using base::DonationShare;

/// The lamports that one transaction gives back, before the network's fee. Donations are a part of the base alone, and
/// statistics count it: SOL that was wrapped, or that somebody sent to an account, is no rent that was reclaimed.
struct Rebate {
    base::Lamports gross;
    base::Lamports donation;
    base::Lamports donation_base;  ///< the rent in `gross`, as far as it can be rent (solana/bounds.hpp)

    base::Lamports net() const { return gross - donation; }
    bool operator==(const Rebate&) const = default;
};

}  // namespace burner::transactions
