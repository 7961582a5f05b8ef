#include "assets/discover.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/concurrently.hpp"

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

base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources) {
    std::vector<base::Task<Found>> searches;
    for (AssetSource* source : sources) searches.push_back(source->find(wallet));
    auto answers = co_await base::concurrently(std::move(searches));

    Discovery discovery;
    discovery.wallet = wallet;
    std::optional<solana::Slot> oldest;
    for (Found& found : answers) {
        if (found.slot) oldest = std::min(oldest.value_or(*found.slot), *found.slot);
        if (discovery.items.empty()) {
            discovery.items = std::move(found.items);
        } else {
            std::ranges::move(found.items, std::back_inserter(discovery.items));
        }
        std::ranges::move(found.warnings, std::back_inserter(discovery.warnings));
    }
    if (!oldest) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, "No upstream could be read");
    }
    discovery.as_of_slot = *oldest;
    discovery.items = in_order(std::move(discovery.items));
    for (const Item& item : discovery.items) {
        ++discovery.counts[item.type];
        discovery.reclaimable += item.reclaimable;
    }
    co_return discovery;
}

}  // namespace burner::assets
