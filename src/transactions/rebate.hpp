#pragma once

#include "base/donation_share.hpp"

namespace burner::transactions {

using base::DonationShare;

/// What one transaction gives back, in lamports, before the network's fee.
struct Rebate {
    base::Lamports gross;
    base::Lamports donation;

    base::Lamports net() const { return gross - donation; }
    bool operator==(const Rebate&) const = default;
};

}  // namespace burner::transactions
