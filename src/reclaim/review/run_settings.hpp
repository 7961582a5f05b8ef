#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "reclaim/review/agreed_amounts.hpp"

namespace burner::reclaim {

/// What the user has agreed to for one run, and what every transaction is held against.
struct RunSettings {
    double donation_percent = 0;
    std::optional<std::string> donation_to;  ///< with a donation
    std::string priority;
    std::optional<std::string> fee_payer;  ///< the address that pays the network; nullopt: the wallet
    AgreedAmounts max_amounts;
    std::map<std::string, std::string> blocked;      ///< the reviewed list's codes by address
    std::optional<std::set<std::string>> positions;  ///< mints, as the chain says; nullopt: it was not asked

    /// Returns the donation as a build takes it: a fraction.
    double donation() const { return donation_percent / 100; }
};

}  // namespace burner::reclaim
