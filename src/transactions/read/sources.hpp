#pragma once

#include <vector>

#include "assets/indexers/asset_indexer.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/price_source.hpp"
#include "solana/programs/positions.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// Whom a build asks. Borrowed: they outlive every task that is given them.
struct Sources {
    solana::Rpc& rpc;
    assets::AssetIndexer& indexer;
    assets::CompressedTokenIndexer& compressed_tokens;
    assets::PriceSource& prices;
    std::vector<solana::PositionProgram> positions;  ///< programs whose positions are never burned
};

}  // namespace burner::transactions
