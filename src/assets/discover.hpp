#pragma once

#include <vector>

#include "assets/asset_source.hpp"
#include "base/result.hpp"

namespace burner::assets {

/// Everything found in a wallet, ordered by type, reclaimable lamports descending, address.
struct Discovery {
    solana::Pubkey wallet;
    std::vector<Item> items;
    Counts counts;
    solana::Slot as_of_slot = 0;  ///< the oldest slot among the answers
    base::Lamports reclaimable;   ///< sum over all items
    std::vector<Warning> warnings;
};

/// Asks all sources at once. Fails with `upstream_unavailable` only when none of them answered. The sources
/// must outlive the task.
base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources);

}  // namespace burner::assets
