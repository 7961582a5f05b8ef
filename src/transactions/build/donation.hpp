#pragma once

#include <optional>
#include <span>

#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/draft.hpp"

namespace burner::transactions {

/// The donation wallet as the chain has it: a donation to an address that does not exist, or that would
/// stay below the rent minimum, makes the whole transaction fail (`InsufficientFundsForRent`).
struct DonationWallet {
    solana::Account account;
    solana::Rent rent;
};

/// `invalid_request` when the wallet does not exist.
base::Task<base::Result<DonationWallet>> read_donation_wallet(solana::Rpc& rpc, solana::Pubkey address);

/// `invalid_request` when a draft's donation would leave the wallet below the minimum.
base::Result<void> check_donations(const DonationWallet& wallet, std::span<const Draft> drafts);

}  // namespace burner::transactions
