#pragma once

#include <vector>

#include "assets/facts/mint_metadata.hpp"
#include "assets/indexers/asset_indexer.hpp"

// Masters of prints in other hands. A print does not say its master's mint: an indexer does, and the chain confirms it,
// since the print names the edition that the mint derives.
namespace burner::assets {

/// Returns the mints of these prints' masters that the indexer knows; empty when it does not answer.
base::Task<std::vector<solana::Pubkey>> name_masters(AssetIndexer& indexer, std::vector<solana::Pubkey> prints);

/// Reads which of these masters have their one token, without which Token Metadata burns no print. Those that cannot be
/// read are left out.
base::Task<Masters> confirm_masters(ReadAccounts read, std::vector<solana::Pubkey> mints);

/// Adds the accounts that hold the masters, one call each. A master that nobody holds is left out; one whose call
/// failed stays without an account.
base::Task<Masters> locate_masters(solana::Rpc& rpc, Masters masters);

}  // namespace burner::assets
