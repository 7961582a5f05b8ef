#include "assets/search/search.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

namespace burner::assets {

void Summary::add(const Found& batch) {
    if (batch.slot) as_of_slot = std::min(as_of_slot.value_or(*batch.slot), *batch.slot);
    if (batch.purse) purse = batch.purse;
    for (const Item& item : batch.items) {
        ++counts[item.type];
        reclaimable += item.reclaimable;
    }
    for (const Warning& warning : batch.warnings) {
        if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(warning);
    }
}

base::Result<void> Summary::rests_on_something() const {
    if (as_of_slot) return {};
    return base::fail(base::ErrorCode::upstream_unavailable, "No upstream could be read");
}

Search::Search(solana::Pubkey wallet, std::vector<AssetSource*> sources, std::size_t max_items, Protection protection)
    : wallet_(wallet), sources_(std::move(sources)), max_items_(max_items), protection_(std::move(protection)) {}

Search::~Search() {
    if (batches_) batches_->stop_reading();
}

base::Task<std::optional<Found>> Search::next() {
    if (!batches_) {
        const base::Executor executor = co_await boost::asio::this_coro::executor;
        batches_ = std::make_shared<Batches>(executor, sources_.size(), max_items_);
        for (AssetSource* source : sources_) {
            boost::asio::co_spawn(
                executor, [source, wallet = wallet_, out = batches_] { return source->find(wallet, out); },
                [out = batches_](const std::exception_ptr& failure) { out->source_ended(failure); });
        }
    }
    auto batch = co_await batches_->take();
    if (!batch) co_return batch;
    // An upstream that lists an account twice would make a list that cannot be built.
    std::erase_if(batch->items, [this](const Item& item) { return !seen_.add(item.address); });
    if (!protection_.is_off()) {
        for (Item& item : batch->items) protect(item, protection_);
    }
    co_return batch;
}

}  // namespace burner::assets
