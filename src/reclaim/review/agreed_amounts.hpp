#pragma once

#include <cstdint>
#include <string>

#include "base/donation_share.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// The most lamports that the user agrees to part with over a run. Shown before anything is signed, and held against
/// all that is.
struct AgreedAmounts {
    std::uint64_t donation = 0;
    std::uint64_t priority_fees = 0;
};

/// What follows from the list: of each item the donated share of what it gives back, or of what such an account can
/// hold at most where the list says more; and what priority costs if every item needs a transaction of its own, at
/// most a tenth of what they can hold, 20,000 lamports for each transaction in any case. Single transactions may be
/// built four times, as those may that expire.
AgreedAmounts agreed_amounts(const Choice& choice, const base::DonationShare& share, const std::string& priority);

}  // namespace burner::reclaim
