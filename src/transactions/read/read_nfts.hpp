#pragma once

#include <memory>
#include <vector>

#include "assets/decide/holding.hpp"
#include "assets/indexers/asset_indexer.hpp"
#include "transactions/read/account_snapshot.hpp"

namespace burner::transactions {

/// Reads what Token Metadata keeps of the mints of these holdings, which may be NFTs, and where the masters of prints
/// are: in the wallet, or in other hands as far as the indexer knows. `rpc` and `indexer` outlive the task.
base::Task<base::Result<assets::MetadataOf>> read_nfts(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                       std::shared_ptr<AccountSnapshot> snapshot, solana::Pubkey wallet,
                                                       std::vector<assets::Holding> held);

}  // namespace burner::transactions
