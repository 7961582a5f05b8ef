#include "solana/accounts/refund.hpp"

namespace burner::solana {

namespace {

/// The runtime takes an account of one byte only with its rent, or without any lamport at all.
std::optional<base::Lamports> unless_too_little_stays(const Rent& rent, base::Lamports refund, base::Lamports held) {
    if (held < refund) return std::nullopt;
    const base::Lamports rest = held - refund;
    if (rest != base::Lamports{} && rest < rent.minimum_balance(1)) return std::nullopt;
    return refund;
}

}  // namespace

std::optional<base::Lamports> metadata_refund(const Rent& rent, std::size_t length, base::Lamports held) {
    return unless_too_little_stays(rent, rent.minimum_balance(length), held);
}

std::optional<base::Lamports> core_refund(const Rent& rent, std::size_t length, base::Lamports held) {
    if (length == 0) return std::nullopt;
    return unless_too_little_stays(rent, rent.minimum_balance(length) - rent.minimum_balance(1), held);
}

base::Lamports excess_lamports(const Rent& rent, std::size_t length, base::Lamports held) {
    const base::Lamports needed = rent.minimum_balance(length);
    return held < needed ? base::Lamports{} : held - needed;
}

}  // namespace burner::solana
