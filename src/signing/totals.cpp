#include "signing/totals.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::signing {

namespace {

using base::Lamports;

constexpr std::uint64_t least_fee_of_transaction = 20'000;

/// Keeps the greatest value of an account and the sum over all accounts.
void keep_greatest(std::unordered_map<solana::Pubkey, Lamports>& values, Lamports& sum, const solana::Pubkey& account,
                   Lamports value) {
    Lamports& kept = values[account];
    if (value <= kept) return;
    sum += value - kept;
    kept = value;
}

}  // namespace

Problem Totals::add(const Effects& effects, base::DonationShare share, const Options& options) {
    Totals next = *this;
    next.add_bounds(effects);
    next.add_donation(effects);
    next.priority_fees_ += Lamports{effects.verified.priority_fee};
    ++next.transactions_;
    if (auto problem = next.check(share, options)) return problem;
    *this = std::move(next);
    return std::nullopt;
}

void Totals::add_bounds(const Effects& effects) {
    for (const AccountBound& account : effects.bounds) keep_greatest(bounds_, bound_, account.account, account.bound);
}

/// What does not divide evenly goes to the first.
void Totals::add_donation(const Effects& effects) {
    const std::uint64_t lamports = effects.verified.donation.value_or(Donation{}).lamports;
    const auto& accounts = effects.closed_or_burned;
    if (accounts.empty()) {
        donated_ += Lamports{lamports};
        return;
    }
    const std::uint64_t each = lamports / accounts.size();
    std::uint64_t rest = lamports % accounts.size();
    for (const solana::Pubkey& account : accounts)
        keep_greatest(donation_shares_, donated_, account, Lamports{each + std::exchange(rest, 0)});
}

Problem Totals::check(base::DonationShare share, const Options& options) const {
    const std::uint64_t most_donation = options.max_donation_lamports.value_or(share.of(bound_).value);
    if (donated_.value > most_donation)
        return Broken{rule::donation_total, fmt::format("makes the donations of this run {} lamports, more than {}",
                                                        donated_.value, most_donation)};
    const std::uint64_t most_fee =
        options.max_fee_lamports.value_or(std::max(bound_.value / 10, least_fee_of_transaction * transactions_));
    if (priority_fees_.value > most_fee)
        return Broken{rule::fee_total, fmt::format("makes the priority fees of this run {} lamports, more than {}",
                                                   priority_fees_.value, most_fee)};
    return std::nullopt;
}

}  // namespace burner::signing
