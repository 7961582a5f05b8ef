#include "transactions/build/donation.hpp"

#include "solana/programs/ids.hpp"

namespace burner::transactions {

using base::ErrorCode;
using base::fail;

base::Task<base::Result<DonationWallet>> read_donation_wallet(solana::Rpc& rpc, solana::Pubkey address) {
    auto read = co_await rpc.get_accounts({address, solana::ids::rent_sysvar});
    if (!read) co_return std::unexpected(read.error());
    const auto rent =
        read->value.size() == 2 && read->value[1] ? solana::parse_rent(read->value[1]->data) : std::nullopt;
    if (!rent) co_return fail(ErrorCode::upstream_unavailable, "The cluster's rent could not be read");
    if (!read->value[0]) {
        co_return fail(ErrorCode::invalid_request, "The project's donation wallet does not exist on chain");
    }
    co_return DonationWallet{std::move(*read->value[0]), *rent};
}

base::Result<void> check_donations(const DonationWallet& wallet, std::span<const Draft> drafts) {
    const base::Lamports minimum = wallet.rent.minimum_balance(wallet.account.data.size());
    for (const Draft& draft : drafts) {
        if (draft.rebate().donation.value == 0) continue;
        if (wallet.account.lamports + draft.rebate().donation < minimum) {
            return fail(ErrorCode::invalid_request,
                        "The project's donation wallet holds too little to receive donations");
        }
    }
    return {};
}

}  // namespace burner::transactions
