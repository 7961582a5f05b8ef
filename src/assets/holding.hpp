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

/// What is listed for a holding; the type's own file adds what only that type shows. Texts of the facts are as they
/// are shown.
Item to_item(const Holding& holding, const Decision& decision, const Facts& facts);

/// One per type: empty_account.cpp, token.cpp (fungible assets too), nft.cpp.
void add_empty_account_fields(Item& item, const Holding& holding, const Facts& facts);
void add_token_fields(Item& item, const Holding& holding, const Facts& facts);
void add_nft_fields(Item& item, const Holding& holding, const Facts& facts);

}  // namespace burner::assets
