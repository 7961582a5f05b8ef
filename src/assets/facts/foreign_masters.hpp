#pragma once

#include <vector>

#include "assets/facts/mint_metadata.hpp"
#include "assets/indexers/asset_indexer.hpp"

// Masters of prints in other hands. A print does not say its master's mint: an indexer does, and the chain confirms it,
// since the print names the edition that the mint derives.
namespace burner::assets {

/// The mints of the masters of these prints, as far as the indexer knows them; none when it does not answer.
base::Task<std::vector<solana::Pubkey>> name_masters(AssetIndexer& indexer, std::vector<solana::Pubkey> prints);

/// Those of which the one token exists, without which Token Metadata burns no print. None when they cannot be read.
base::Task<Masters> confirm_masters(ReadAccounts read, std::vector<solana::Pubkey> mints);

/// With the accounts that hold them, one call each. A master that nobody holds is left out; one whose call failed stays
/// without an account.
base::Task<Masters> locate_masters(solana::Rpc& rpc, Masters masters);

}  // namespace burner::assets
