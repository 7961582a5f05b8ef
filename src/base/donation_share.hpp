#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/lamports.hpp"

namespace burner::base {

/// The part of a rebate that is donated: a decimal fraction from 0 to 1, kept exactly (units of 10^-18),
/// so that no figure is rounded twice.
class DonationShare {
  public:
    DonationShare() = default;

    /// Reads plain or scientific notation. Digits beyond the 18th decimal are dropped. Outside 0…1: nullopt.
    static std::optional<DonationShare> from_text(std::string_view text);
    /// Takes the shortest decimal that reads back as `number`, which is what the client wrote.
    static std::optional<DonationShare> from_number(double number);

    bool is_zero() const { return units_ == 0; }
    /// Computes the part of an amount, rounded down to whole lamports.
    Lamports of(Lamports gross) const;

    bool operator==(const DonationShare&) const = default;

  private:
    explicit DonationShare(std::uint64_t units) : units_(units) {}
    std::uint64_t units_ = 0;
};

}  // namespace burner::base
