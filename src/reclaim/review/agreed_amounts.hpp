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

/// Computes the amounts from the list. Donation: the share of what each item gives back, or of what its account can
/// hold at most if the list says more. Priority: what it costs if each item has its own transaction, at most a tenth of
/// what they can hold, or 20,000 lamports a build if that is more. One that expires may be built four times.
AgreedAmounts agreed_amounts(const Choice& choice, const base::DonationShare& share, const std::string& priority);

}  // namespace burner::reclaim
