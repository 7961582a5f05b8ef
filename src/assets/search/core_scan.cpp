#include "assets/search/core_scan.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

#include "assets/decide/core_holdings.hpp"
#include "assets/search/chain_calls.hpp"
#include "assets/text.hpp"
#include "base/fan_out.hpp"

namespace burner::assets {

namespace {

using ScanPointer = std::shared_ptr<ChainScan>;
using Slices = std::vector<std::vector<CoreCandidate>>;

constexpr std::size_t assets_at_once = 100;  // what one call of the RPC takes
constexpr std::size_t slices_at_once = 8;

/// Assets that could not be read are not listed: only the chain says that they are there.
Found not_read(Found about, std::string message) {
    about.warnings.push_back({"core", std::move(message)});
    return about;
}

/// The accounts of a slice that there are.
base::Task<base::Result<solana::AtSlot<std::vector<AccountAt>>>> read_slice(ScanPointer scan,
                                                                            const std::vector<CoreCandidate>& slice) {
    std::vector<solana::Pubkey> keys;
    keys.reserve(slice.size());
    for (const CoreCandidate& candidate : slice) keys.push_back(candidate.address);
    auto read = co_await read_accounts(scan, scan->reads.mints, keys);
    if (!read) co_return std::unexpected(read.error());
    solana::AtSlot<std::vector<AccountAt>> found{read->slot, {}};
    for (std::size_t i = 0; i < std::min(keys.size(), read->value.size()); ++i) {
        if (read->value[i]) found.value.emplace_back(keys[i], std::move(*read->value[i]));
    }
    co_return found;
}

std::vector<Item> items_of(const ChainScan& scan, const std::vector<CoreHolding>& holdings,
                           std::vector<CoreCandidate> candidates) {
    std::unordered_map<solana::Pubkey, std::string> images;
    for (CoreCandidate& candidate : candidates) images.emplace(candidate.address, std::move(candidate.image_uri));
    std::vector<Item> items;
    for (const CoreHolding& holding : holdings) {
        if (holding.asset.owner != scan.wallet) continue;
        const auto decision = decide(*scan.owner, holding, scan.rent ? &*scan.rent : nullptr);
        items.push_back(to_item(holding, decision, std::move(images[holding.address])));
    }
    return items;
}

base::Task<Found> find_in_slice(ScanPointer scan, std::vector<CoreCandidate> slice) {
    Found found{.slot = scan->owner_read.slot, .warnings = scan->owner_read.warnings};
    auto accounts = co_await read_slice(scan, slice);
    if (!accounts) co_return not_read(std::move(found), accounts.error().message);
    const auto holdings = co_await read_core_assets(reader_of(scan), std::move(accounts->value));
    if (!holdings) co_return not_read(std::move(found), holdings.error().message);
    found.slot = std::min({found.slot.value_or(accounts->slot), accounts->slot, holdings->slot});
    found.items = items_of(*scan, holdings->value, std::move(slice));
    co_return found;
}

base::Task<bool> put_items(ScanPointer scan, Found about) {
    auto fill = [rest = std::exchange(about.items, {}), taken = std::size_t{0}](std::vector<Item>& items,
                                                                                std::size_t most) mutable {
        const auto batch = std::span{rest}.subspan(taken).first(std::min(rest.size() - taken, most));
        std::ranges::move(batch, std::back_inserter(items));
        taken += batch.size();
        return taken < rest.size();
    };
    return put_in_batches(scan->out, std::move(about), std::move(fill));
}

/// Reads only while the reader keeps up.
base::Task<bool> put_slice(ScanPointer scan, std::vector<CoreCandidate> slice) {
    const bool goes_on = co_await scan->out->wanted();
    if (!goes_on) co_return false;
    auto found = co_await find_in_slice(scan, std::move(slice));
    co_return co_await put_items(scan, std::move(found));
}

Slices in_slices(std::vector<CoreCandidate> candidates) {
    Slices slices;
    for (CoreCandidate& candidate : candidates) {
        if (slices.empty() || slices.back().size() == assets_at_once) slices.emplace_back();
        slices.back().push_back(std::move(candidate));
    }
    return slices;
}

}  // namespace

void CoreCandidates::add(const std::vector<IndexedAsset>& page) {
    for (const IndexedAsset& asset : page) {
        if (asset.kind != IndexedKind::core_asset || asset.is_burnt || !seen_.insert(asset.id).second) continue;
        added_.push_back({asset.id, clean_text(asset.image_uri, max_uri)});
    }
}

base::Task<bool> put_core_assets(ScanPointer scan, std::vector<CoreCandidate> candidates) {
    if (candidates.empty()) co_return scan->out->is_read();
    if (!scan->owner) co_await read_owner(scan);
    const auto slices = std::make_shared<Slices>(in_slices(std::move(candidates)));
    co_return co_await base::fan_out(slices->size(), slices_at_once, [scan, slices](std::size_t place) {
        return put_slice(scan, std::move((*slices)[place]));
    });
}

}  // namespace burner::assets
