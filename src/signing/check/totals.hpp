#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/donation_share.hpp"
#include "signing/effects.hpp"
#include "signing/problem.hpp"

namespace burner::signing {

/// The most that can leave the wallet over a run; every signature counts, whether it lands or not. Transactions that
/// end the same account, asset or leaf exclude each other, as only one of them can land: a donation is split over what
/// is ended in proportion to the bounds, and the greatest share of each counts. A transaction that only withdraws lands
/// as often as it is signed.
class Totals {
  public:
    /// Adds a transaction, unless the sums would be more than agreed. `share` bounds the donation where
    /// `Options::max_donation_lamports` does not.
    Problem add(const Effects& effects, base::DonationShare share, const Options& options);

  private:
    void add_bounds(const Effects& effects);
    void add_donation(const Effects& effects);
    Problem check(base::DonationShare share, const Options& options) const;

    __extension__ using Wide = unsigned __int128;
    /// The greatest value of each name, and their sum.
    struct Greatest {
        std::unordered_map<std::string, Wide> values;
        Wide sum = 0;

        /// Keeps the greatest value; true if the name is new, or the value greater than before.
        bool keep(const std::string& name, Wide value);
    };

    /// Computes the most that can have been donated, in whole lamports.
    std::uint64_t donated() const;

    Greatest bounds_;                 ///< in lamports
    Greatest shares_;                 ///< of donations, in parts of lamports
    Wide withdrawing_donations_ = 0;  ///< of transactions that only withdraw
    Wide priority_fees_ = 0;
    Wide fees_of_new_ = 0;  ///< in tenths: the most that transactions with something new to end or to withdraw may pay
    std::uint64_t transactions_ = 0;
};

}  // namespace burner::signing
