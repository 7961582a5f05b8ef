#include "assets/search/cnft_scan.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "assets/search/account_scan.hpp"
#include "assets/search/chain_calls.hpp"

namespace burner::assets {

namespace {

using ScanPointer = std::shared_ptr<ChainScan>;
using CandidatesPointer = std::shared_ptr<CnftCandidates>;

constexpr std::size_t trees_at_once = solana::max_accounts_per_call;

bool is_compressed(const IndexedAsset& asset) {
    return asset.kind == IndexedKind::bubblegum_v1 || asset.kind == IndexedKind::bubblegum_v2;
}

/// Reads trees; those that could not be read stay unknown, and what is in them is not listed.
base::Task<Found> read_trees(ScanPointer scan, CandidatesPointer candidates, std::vector<solana::Pubkey> trees) {
    Found about;
    for (std::size_t at = 0; at < trees.size(); at += trees_at_once) {
        const auto part = std::span(trees).subspan(at, std::min(trees_at_once, trees.size() - at));
        const auto heads = co_await read_heads(scan, {part.begin(), part.end()}, solana::merkle_tree_header_size);
        if (!heads) {
            about.warnings.push_back({"bubblegum", heads.error().message});
            continue;
        }
        about.slot = std::min(about.slot.value_or(heads->slot), heads->slot);
        for (std::size_t i = 0; i < std::min(part.size(), heads->value.size()); ++i) {
            const auto& head = heads->value[i];
            candidates->know_tree(part[i], head ? parse_cnft_tree(*head) : std::nullopt);
        }
    }
    co_return about;
}

}  // namespace

void CnftCandidates::add(std::vector<IndexedAsset>& page) {
    for (IndexedAsset& asset : page) {
        const bool is_wanted = is_compressed(asset) && asset.leaf && !asset.is_burnt && asset.owner == wallet_;
        if (is_wanted && seen_.insert(asset.id).second) added_.push_back(std::move(asset));
    }
}

std::vector<solana::Pubkey> CnftCandidates::unknown_trees(const std::vector<IndexedAsset>& assets) const {
    std::unordered_set<solana::Pubkey> unknown;
    for (const IndexedAsset& asset : assets) {
        if (!trees_.contains(asset.leaf->tree)) unknown.insert(asset.leaf->tree);
    }
    return {unknown.begin(), unknown.end()};
}

const CnftTree* CnftCandidates::tree_of(const IndexedAsset& asset) const {
    const auto found = trees_.find(asset.leaf->tree);
    return found == trees_.end() || !found->second ? nullptr : &*found->second;
}

base::Task<bool> put_cnfts(ScanPointer scan, CandidatesPointer candidates) {
    auto assets = candidates->take();
    if (assets.empty()) co_return scan->out->is_read();
    Found about = co_await read_trees(scan, candidates, candidates->unknown_trees(assets));
    co_await wait_for_owner(scan);
    add_owner_read(*scan, about);
    auto fill = [scan, candidates, assets = std::move(assets), seen = std::size_t{0}](std::vector<Item>& items,
                                                                                      std::size_t max_items) mutable {
        for (; seen < assets.size() && items.size() < max_items; ++seen) {
            if (const CnftTree* tree = candidates->tree_of(assets[seen]))
                items.push_back(to_item(*scan->owner, assets[seen], *tree));
        }
        return seen < assets.size();
    };
    co_return co_await put_in_batches(scan->out, std::move(about), std::move(fill));
}

}  // namespace burner::assets
