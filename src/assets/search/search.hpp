#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "assets/protection.hpp"
#include "assets/search/asset_source.hpp"
#include "assets/search/seen_addresses.hpp"
#include "base/result.hpp"

namespace burner::assets {

/// The totals of all that was found.
struct Summary {
    Counts counts;
    base::Lamports reclaimable;              ///< sum over all items
    std::optional<solana::Slot> as_of_slot;  ///< the oldest slot among the answers
    std::optional<solana::Purse> purse;      ///< nullopt where it could not be read
    std::vector<Warning> warnings;           ///< each once

    void add(const Found& batch);
    /// Fails with `upstream_unavailable` when no source answered at all.
    base::Result<void> rests_on_something() const;
};

/// A search that asks all sources at once and gives their items, each once, protected ones blocked, in the order in
/// which they become known. The sources must outlive what the search started, which ends by itself when the search is
/// dropped.
class Search {
  public:
    /// `max_items` bounds the items of a batch.
    Search(solana::Pubkey wallet, std::vector<AssetSource*> sources, std::size_t max_items, Protection protection = {});
    ~Search();
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

    /// Waits for the next batch; nullopt after the last one. The first call starts the sources.
    base::Task<std::optional<Found>> next();

  private:
    solana::Pubkey wallet_;
    std::vector<AssetSource*> sources_;
    std::size_t max_items_;
    Protection protection_;
    SeenAddresses seen_;
    std::shared_ptr<Batches> batches_;
};

}  // namespace burner::assets
