#pragma once

#include "assets/search/search.hpp"

namespace burner::assets {

/// Reads one batch of five and leaves.
inline base::Task<std::size_t> read_one_batch(solana::Pubkey wallet, AssetSource& source) {
    Search search{wallet, {&source}, 5};
    const auto batch = co_await search.next();
    co_return batch ? batch->items.size() : 0;
}

}  // namespace burner::assets
