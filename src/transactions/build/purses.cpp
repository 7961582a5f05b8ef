#include "transactions/build/purses.hpp"

#include "solana/programs/compute_budget.hpp"

namespace burner::transactions {

solana::Purse purse_of(const std::optional<solana::Account>& account, const std::optional<solana::Rent>& rent) {
    return {account ? account->lamports : base::Lamports{}, rent ? rent->minimum_balance(0) : base::Lamports{}};
}

base::Lamports Purses::least_needed() const {
    return other_payer ? base::Lamports{} : wallet.needed_for(solana::compute_budget::signature_fee);
}

}  // namespace burner::transactions
