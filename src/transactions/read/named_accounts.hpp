#pragma once

#include <vector>

#include "transactions/build_request.hpp"

namespace burner::transactions {

/// Appends the mint of a selected item and what else tells whether it is an NFT, where the item may be one.
void append_mint_accounts(std::vector<solana::Pubkey>& keys, assets::ItemType type, const solana::Pubkey& mint);

/// Gives the accounts that a request names, and those that follow from what it names: with the mints that the client
/// expects, most builds need no other. Some may not exist, and some may be given twice.
std::vector<solana::Pubkey> named_accounts(const BuildRequest& request);

}  // namespace burner::transactions
