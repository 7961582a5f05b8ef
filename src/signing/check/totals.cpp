#include "signing/check/totals.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "solana/bounds.hpp"

namespace burner::signing {

namespace {

/// Shares of a donation are counted in these parts of a lamport, rounded up.
constexpr std::uint64_t parts = 1U << 20U;

}  // namespace

bool Totals::Greatest::keep(const std::string& name, Wide value) {
    const auto [place, is_new] = values.try_emplace(name);
    if (value <= place->second) return is_new;
    sum += value - place->second;
    place->second = value;
    return true;
}

Problem Totals::add(const Effects& effects, base::DonationShare share, const Options& options) {
    Totals next = *this;
    next.add_bounds(effects);
    next.add_donation(effects);
    next.priority_fees_ += effects.verified.priority_fee;
    ++next.transactions_;
    if (auto problem = next.check(share, options)) return problem;
    *this = std::move(next);
    return std::nullopt;
}

void Totals::add_bounds(const Effects& effects) {
    const Wide before = bounds_.sum;
    bool is_new = false;
    for (const auto& [name, bound] : effects.ended) is_new |= bounds_.keep(name, bound.value);
    for (const auto& [account, bound] : effects.withdrawn) is_new |= bounds_.keep(account, bound.value);
    if (is_new) fees_of_new_ += std::max(bounds_.sum - before, Wide{10 * solana::least_max_priority_fee.value});
}

/// Splits the donation by the bounds, so that items that are rebuilt beside others come to no more than before.
void Totals::add_donation(const Effects& effects) {
    const Wide donation = effects.verified.donation.value_or(Donation{}).lamports;
    if (effects.ended.empty()) {
        withdrawing_donations_ += donation;
        return;
    }
    Wide all = 0;
    for (const Ended& one : effects.ended) all += one.bound.value;
    if (all == 0) {
        shares_.keep(effects.ended.front().name, donation * parts);
        return;
    }
    for (const auto& [name, bound] : effects.ended)
        shares_.keep(name, (donation * bound.value * parts + all - 1) / all);
}

std::uint64_t Totals::donated() const {
    return static_cast<std::uint64_t>(shares_.sum / parts + withdrawing_donations_);
}

Problem Totals::check(base::DonationShare share, const Options& options) const {
    const auto bound = static_cast<std::uint64_t>(bounds_.sum);
    const std::uint64_t max_donation = options.max_donation_lamports.value_or(share.of({bound}).value);
    if (donated() > max_donation)
        return Broken{rule::donation_total, fmt::format("makes the donations of this run {} lamports, more than {}",
                                                        donated(), max_donation)};
    // The sum of what each transaction may pay by itself: an honest server is never refused for it.
    const std::uint64_t max_fee = options.max_fee_lamports.value_or(
        std::max(static_cast<std::uint64_t>(fees_of_new_ / 10), solana::least_max_priority_fee.value * transactions_));
    const auto fees = static_cast<std::uint64_t>(priority_fees_);
    if (fees > max_fee)
        return Broken{rule::fee_total,
                      fmt::format("makes the priority fees of this run {} lamports, more than {}", fees, max_fee)};
    return std::nullopt;
}

}  // namespace burner::signing
