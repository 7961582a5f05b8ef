#include "assets/search/discover.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace burner::assets {

namespace {

/// What the order of a listing depends on. Sorting these and not the items moves each item once.
struct Place {
    ItemType type;
    base::Lamports reclaimable;
    std::uint64_t address_begins;  ///< most addresses differ in their first bytes
    Item* item;

    explicit Place(Item& of)
        : type(of.type),
          reclaimable(of.reclaimable),
          address_begins(std::byteswap(base::read_le<std::uint64_t>(of.address.view(), 0))),
          item(&of) {}

    bool operator<(const Place& other) const {
        if (type != other.type) return type < other.type;
        if (reclaimable != other.reclaimable) return reclaimable > other.reclaimable;
        if (address_begins != other.address_begins) return address_begins < other.address_begins;
        return item->address < other.item->address;
    }
};

std::vector<Item> in_order(std::vector<std::vector<Item>> batches) {
    std::size_t count = 0;
    for (const auto& batch : batches) count += batch.size();
    std::vector<Place> places;
    places.reserve(count);
    for (auto& batch : batches) {
        for (Item& item : batch) places.emplace_back(item);
    }
    std::sort(places.begin(), places.end());
    std::vector<Item> ordered;
    ordered.reserve(count);
    for (const Place& place : places) ordered.push_back(std::move(*place.item));
    return ordered;
}

}  // namespace

base::Task<base::Result<Discovery>> discover(solana::Pubkey wallet, std::vector<AssetSource*> sources,
                                             Protection protection) {
    Search search{wallet, std::move(sources), std::numeric_limits<std::size_t>::max(), std::move(protection)};
    Discovery discovery;
    discovery.wallet = wallet;
    std::vector<std::vector<Item>> batches;
    for (;;) {
        auto batch = co_await search.next();
        if (!batch) break;
        discovery.add(*batch);
        batches.push_back(std::move(batch->items));
    }
    if (auto answered = discovery.rests_on_something(); !answered) co_return std::unexpected(answered.error());
    discovery.items = in_order(std::move(batches));
    co_return discovery;
}

}  // namespace burner::assets
