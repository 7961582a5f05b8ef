#pragma once

#include "base/result.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/read/read_chain.hpp"

namespace burner::transactions {

/// The donation wallet as the chain has it: a donation to an address that does not exist, or that would
/// stay below the rent minimum, makes the whole transaction fail (`InsufficientFundsForRent`).
struct DonationWallet {
    solana::Account account;
    solana::Rent rent;
};

/// Takes the donation wallet out of what was read. Fails with `invalid_request` where it does not exist, with
/// `upstream_unavailable` where the rent was not read.
base::Result<DonationWallet> donation_wallet_of(const Chain& chain);

/// Fails with `invalid_request` where the draft's donation would leave the wallet below the minimum.
base::Result<void> check_donation(const DonationWallet& wallet, const Draft& draft);

}  // namespace burner::transactions
