#pragma once

#include <memory>

#include "assets/indexers/asset_indexer.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// Each gives false once nobody reads any more.
base::Task<bool> read_owner(std::shared_ptr<ChainScan> scan);
/// Waits until somebody has read the owner.
base::Task<void> wait_for_owner(std::shared_ptr<ChainScan> scan);
/// Says of what was found that it rests on the owner, who has been read.
void add_owner_read(const ChainScan& scan, Found& about);
/// First the accounts that need no mint, then the others as their mints arrive; prints last, when it is known which
/// masters the wallet itself holds, and an indexer was asked for the others.
base::Task<bool> list_accounts(std::shared_ptr<ChainScan> scan, AssetIndexer& indexer, TokenProgram program);

}  // namespace burner::assets
