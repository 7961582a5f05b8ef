#include "transactions/build/donation.hpp"

namespace burner::transactions {

using base::ErrorCode;
using base::fail;

base::Result<DonationWallet> donation_wallet_of(const Chain& chain) {
    if (!chain.state.rent) return fail(ErrorCode::upstream_unavailable, "The cluster's rent could not be read");
    if (!chain.donation_wallet) {
        return fail(ErrorCode::invalid_request, "The project's donation wallet does not exist on chain");
    }
    return DonationWallet{*chain.donation_wallet, *chain.state.rent};
}

base::Result<void> check_donation(const DonationWallet& wallet, const Draft& draft) {
    const base::Lamports donation = draft.rebate().donation;
    const base::Lamports minimum = wallet.rent.minimum_balance(wallet.account.data.size());
    if (donation.value == 0 || wallet.account.lamports + donation >= minimum) return {};
    return fail(ErrorCode::invalid_request, "The project's donation wallet holds too little to receive donations");
}

}  // namespace burner::transactions
