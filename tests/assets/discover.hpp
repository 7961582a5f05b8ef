#pragma once

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "assets/list_order.hpp"
#include "assets/search/search.hpp"

namespace burner::assets {

/// Everything found in a wallet, in the order of a listing.
struct Discovery : Summary {
    std::vector<Item> items;
};

/// Reads a search to its end, as the endpoint of lists does.
inline base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources,
                                                    Protection protection = {}) {
    Search search{wallet, std::move(sources), std::numeric_limits<std::size_t>::max(), std::move(protection)};
    Discovery discovery;
    for (;;) {
        auto batch = co_await search.next();
        if (!batch) break;
        discovery.add(*batch);
        std::ranges::move(batch->items, std::back_inserter(discovery.items));
    }
    if (auto answered = discovery.rests_on_something(); !answered) co_return std::unexpected(answered.error());
    std::ranges::sort(discovery.items, [](const Item& a, const Item& b) { return ListPlace{a} < ListPlace{b}; });
    co_return discovery;
}

}  // namespace burner::assets
