#include "api/sponsoring.hpp"

#include "transactions/priority_fee.hpp"

namespace burner::api {

base::Lamports least_sponsored_fee() {
    return transactions::network_fee(2, base::Lamports{});
}

bool is_sponsored(const access::Project& project, const solana::Pubkey& wallet,
                  const transactions::SponsorBalances& balances) {
    const auto& terms = project.sponsorship;
    if (!terms || terms->sponsor == wallet) return false;
    const auto balance = balances.find(terms->sponsor);
    return balance && *balance >= terms->floor + least_sponsored_fee();
}

}  // namespace burner::api
