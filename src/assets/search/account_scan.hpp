#pragma once

#include <memory>

#include "assets/indexers/asset_indexer.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// Reads the owner and the rent, or notes why they could not be read. Always true.
base::Task<bool> read_owner(std::shared_ptr<ChainScan> scan);
/// Waits until somebody has read the owner.
base::Task<void> wait_for_owner(std::shared_ptr<ChainScan> scan);
/// Notes in `about` the slot and the warnings of the owner, who has been read.
void add_owner_read(const ChainScan& scan, Found& about);
/// Lists the accounts of one program: first those that need no mint, then the others as their mints arrive; prints
/// last, when it is known which masters the wallet itself holds, and an indexer was asked for the others. False once
/// nobody reads any more.
base::Task<bool> list_accounts(std::shared_ptr<ChainScan> scan, AssetIndexer& indexer, TokenProgram program);

}  // namespace burner::assets
