#include "assets/discover.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace burner::assets {

namespace {

/// What the order of a listing depends on. Sorting these and not the items moves each item once.
struct Place {
    ItemType type;
    base::Lamports reclaimable;
    const solana::Pubkey* address;
    std::size_t index;

    bool operator<(const Place& other) const {
        if (type != other.type) return type < other.type;
        if (reclaimable != other.reclaimable) return reclaimable > other.reclaimable;
        return *address < *other.address;
    }
};

std::vector<Item> in_order(std::vector<Item> items) {
    std::vector<Place> places;
    places.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        places.push_back({items[i].type, items[i].reclaimable, &items[i].address, i});
    }
    std::sort(places.begin(), places.end());
    std::vector<Item> ordered;
    ordered.reserve(items.size());
    for (const Place& place : places) ordered.push_back(std::move(items[place.index]));
    return ordered;
}

}  // namespace

base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources,
                                             Protection protection) {
    Search search{wallet, std::move(sources), std::numeric_limits<std::size_t>::max(), std::move(protection)};
    Discovery discovery;
    discovery.wallet = wallet;
    for (;;) {
        auto batch = co_await search.next();
        if (!batch) break;
        discovery.add(*batch);
        if (discovery.items.empty()) {
            discovery.items = std::move(batch->items);
        } else {
            std::ranges::move(batch->items, std::back_inserter(discovery.items));
        }
    }
    if (auto answered = discovery.rests_on_something(); !answered) co_return std::unexpected(answered.error());
    discovery.items = in_order(std::move(discovery.items));
    co_return discovery;
}

}  // namespace burner::assets
