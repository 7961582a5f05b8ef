#pragma once

#include <optional>

#include "assets/blocked.hpp"
#include "assets/item.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/token_account.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// What is known of the wallet that bears on every one of its accounts.
struct Owner {
    solana::Pubkey wallet;
    bool is_multisig = false;  ///< the address is a token multisig, which no single signature moves
};

/// `account` is what the chain has at the wallet's address, nullopt for nothing.
Owner owner_of(const solana::Pubkey& wallet, const std::optional<solana::Account>& account);

/// What can be done with one token account: the steps, or why nothing.
struct Decision {
    ItemType type = ItemType::empty_account;
    std::optional<BlockedCode> blocked;
    bool revoke = false;   ///< the owner is its own delegate for less than the balance
    bool burn = false;     ///< the whole balance
    bool harvest = false;  ///< withheld transfer fees would block the close
    bool close = true;     ///< false: burned, but only another address may close it

    bool operator==(const Decision&) const = default;
};

/// What CloseAccount and BurnChecked would allow for an account that the wallet owns. `mint` is needed for a balance
/// that is not wrapped SOL; without it such an account is blocked. Stricter in one thing: a balance beside a
/// confidential one is blocked, since its account could not be closed afterwards.
Decision decide(const Owner& owner, const solana::TokenAccount& account, const solana::Mint* mint);

}  // namespace burner::assets
