#pragma once

#include <cstdint>
#include <unordered_map>

#include "base/donation_share.hpp"
#include "signing/effects.hpp"
#include "signing/problem.hpp"

namespace burner::signing {

/// What can leave the wallet at most over a run, every signature counted whether it lands or not. Transactions that
/// close or burn the same address exclude each other, as only one of them can land: of these the greatest share counts.
/// One that only withdraws lands as often as it is signed.
class Totals {
  public:
    /// Adds a transaction, unless the sums would be more than agreed. `share` bounds the donation where
    /// `Options::max_donation_lamports` does not.
    Problem add(const Effects& effects, base::DonationShare share, const Options& options);

  private:
    void add_bounds(const Effects& effects);
    void add_donation(const Effects& effects);
    Problem check(base::DonationShare share, const Options& options) const;

    std::unordered_map<solana::Pubkey, base::Lamports> bounds_;           ///< the greatest seen
    std::unordered_map<solana::Pubkey, base::Lamports> donation_shares_;  ///< the greatest seen
    base::Lamports bound_;                                                ///< of all accounts seen
    base::Lamports donated_;
    base::Lamports priority_fees_;
    std::uint64_t transactions_ = 0;
};

}  // namespace burner::signing
