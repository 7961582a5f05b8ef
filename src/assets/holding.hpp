#pragma once

#include "assets/decision.hpp"
#include "assets/item.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/token_account.hpp"

namespace burner::assets {

/// A token account of the wallet, as read from the chain.
struct Holding {
    solana::Pubkey address;
    solana::Pubkey token_program;
    base::Lamports lamports;
    solana::TokenAccount account;
};

/// Cleans what a listing shows of a mint's metadata, of which there may be 64 KB, and drops the rest.
void keep_what_is_shown(solana::Mint& mint);

/// What is listed for a holding; the type's own file adds what only that type shows. `mint`, as it is shown, may be
/// missing.
Item to_item(const Holding& holding, const Decision& decision, const solana::Mint* mint);

/// One per type: empty_account.cpp, token.cpp.
void add_empty_account_fields(Item& item, const Holding& holding, const solana::Mint* mint);
void add_token_fields(Item& item, const Holding& holding, const solana::Mint* mint);

}  // namespace burner::assets
