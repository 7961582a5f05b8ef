#include "assets/search/core_scan.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "assets/decide/core_holdings.hpp"
#include "assets/search/account_scan.hpp"
#include "assets/search/chain_calls.hpp"
#include "assets/text.hpp"
#include "base/concurrently.hpp"
#include "base/fan_out.hpp"

namespace burner::assets {

namespace {

using ScanPointer = std::shared_ptr<ChainScan>;
using Slices = std::vector<std::vector<CoreCandidate>>;

constexpr std::size_t assets_at_once = solana::max_accounts_per_call;
constexpr std::size_t slices_at_once = 8;

/// Adds a warning: assets that could not be read are not listed, as only the chain says that they are there.
Found not_read(Found about, std::string message) {
    about.warnings.push_back({"core", std::move(message)});
    return about;
}

std::vector<solana::Pubkey> addresses_of(const std::vector<CoreCandidate>& slice) {
    std::vector<solana::Pubkey> keys;
    keys.reserve(slice.size());
    for (const CoreCandidate& candidate : slice) keys.push_back(candidate.address);
    return keys;
}

/// Returns the collections that the indexer names, each once.
std::vector<solana::Pubkey> hinted_collections(const std::vector<CoreCandidate>& slice) {
    std::unordered_set<solana::Pubkey> keys;
    for (const CoreCandidate& candidate : slice) {
        if (candidate.collection) keys.insert(*candidate.collection);
    }
    return {keys.begin(), keys.end()};
}

/// The accounts of a slice that exist, and the reader of what they name.
struct SliceRead {
    std::vector<AccountAt> accounts;
    solana::Slot slot = 0;
    ReadAccounts rest;
};

/// Reads the accounts of a slice, and at the same time the collections that they are said to be in.
base::Task<base::Result<SliceRead>> read_slice(ScanPointer scan, const std::vector<CoreCandidate>& slice) {
    const auto keys = addresses_of(slice);
    const auto collections = hinted_collections(slice);
    std::vector<base::Task<AccountsRead>> calls;
    calls.push_back(read_accounts(scan, scan->reads.mints, keys));
    calls.push_back(read_many(scan, collections));
    auto answers = co_await base::concurrently(std::move(calls));
    auto &accounts = answers[0], &ahead = answers[1];
    if (!accounts) co_return std::unexpected(accounts.error());
    SliceRead read{.slot = std::min(accounts->slot, ahead ? ahead->slot : accounts->slot)};
    for (std::size_t i = 0; i < std::min(keys.size(), accounts->value.size()); ++i) {
        if (accounts->value[i]) read.accounts.emplace_back(keys[i], std::move(*accounts->value[i]));
    }
    read.rest = with_read_ahead(reader_of(scan), collections, std::move(ahead));
    co_return read;
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
    Found found;
    auto read = co_await read_slice(scan, slice);
    co_await wait_for_owner(scan);
    add_owner_read(*scan, found);
    if (!read) co_return not_read(std::move(found), read.error().message);
    const auto holdings = co_await read_core_assets(std::move(read->rest), std::move(read->accounts));
    if (!holdings) co_return not_read(std::move(found), holdings.error().message);
    found.slot = std::min({found.slot.value_or(read->slot), read->slot, holdings->slot});
    found.items = items_of(*scan, holdings->value, std::move(slice));
    co_return found;
}

base::Task<bool> put_items(ScanPointer scan, Found about) {
    auto fill = [rest = std::exchange(about.items, {}), taken = std::size_t{0}](std::vector<Item>& items,
                                                                                std::size_t max_items) mutable {
        const auto batch = std::span{rest}.subspan(taken).first(std::min(rest.size() - taken, max_items));
        std::ranges::move(batch, std::back_inserter(items));
        taken += batch.size();
        return taken < rest.size();
    };
    return put_in_batches(scan->out, std::move(about), std::move(fill));
}

/// Reads only while the reader keeps up.
base::Task<bool> put_slice(ScanPointer scan, std::vector<CoreCandidate> slice) {
    const bool has_reader = co_await scan->out->wanted();
    if (!has_reader) co_return false;
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
        added_.push_back({asset.id, clean_text(asset.image_uri, max_uri), {}});
        if (asset.collection) added_.back().collection = asset.collection->address;
    }
}

base::Task<bool> put_core_assets(ScanPointer scan, std::vector<CoreCandidate> candidates) {
    if (candidates.empty()) co_return scan->out->is_read();
    const auto slices = std::make_shared<Slices>(in_slices(std::move(candidates)));
    co_return co_await base::fan_out(slices->size(), slices_at_once, [scan, slices](std::size_t place) {
        return put_slice(scan, std::move((*slices)[place]));
    });
}

}  // namespace burner::assets
