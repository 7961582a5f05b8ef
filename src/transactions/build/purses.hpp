#pragma once

#include <optional>

#include "solana/accounts/rent.hpp"
#include "solana/purse.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// Says what an account can pay with. Without a rent, which every cluster has, only the fees are compared with it.
solana::Purse purse_of(const std::optional<solana::Account>& account, const std::optional<solana::Rent>& rent);

/// What the wallet of a build can pay with, and the key that pays the network for it.
struct Purses {
    solana::Purse wallet;
    std::optional<solana::Purse> other_payer{};  ///< nullopt: the wallet pays

    solana::Purse& paying() { return other_payer ? *other_payer : wallet; }
    const solana::Purse& paying() const { return other_payer ? *other_payer : wallet; }
    /// Returns what the wallet must hold to pay for the cheapest transaction; 0 where it can, or another pays.
    base::Lamports least_needed() const;
};

}  // namespace burner::transactions
