#pragma once

#include <vector>

#include "assets/search/search.hpp"

namespace burner::assets {

/// Everything found in a wallet, ordered by type, reclaimable lamports descending, address.
struct Discovery : Summary {
    solana::Pubkey wallet;
    std::vector<Item> items;
};

/// A search read to its end. Fails with `upstream_unavailable` only when no source answered.
base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources,
                                             Protection protection = {});

}  // namespace burner::assets
