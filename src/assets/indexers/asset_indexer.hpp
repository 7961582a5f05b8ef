#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/indexers/indexed_asset.hpp"
#include "assets/indexers/indexer_failure.hpp"
#include "base/task.hpp"

namespace burner::assets {

/// Where a page of a list starts. `{}` is the first one; the others are handed back as they were given.
struct PagePosition {
    std::uint32_t page = 1;
    std::string cursor;                         ///< of the server, which then counts no pages
    std::optional<solana::Pubkey> page_before;  ///< the first entry of the page before this one

    bool operator==(const PagePosition&) const = default;
};

struct AssetPage {
    std::vector<IndexedAsset> assets;  ///< also burnt ones, where the indexer lists them
    std::optional<PagePosition> next;  ///< absent after the last page
};

/// The Digital Asset Standard's index of what wallets own (shared by NFTs, tokens, Core and compressed assets). It lags
/// behind the chain by seconds and more. One object per worker thread; calls are awaited on that thread.
class AssetIndexer {
  public:
    virtual ~AssetIndexer() = default;

    /// Reads a page of up to 1,000 assets; whoever wants no more of them does not ask for the next page.
    virtual base::Task<Indexed<AssetPage>> get_assets_by_owner(solana::Pubkey owner, PagePosition from) = 0;
    /// Reads any number of assets, in the order asked; nullopt where one is not known.
    virtual base::Task<Indexed<std::vector<std::optional<IndexedAsset>>>> get_assets(
        std::vector<solana::Pubkey> ids) = 0;
    /// Reads any number of proofs, in the order asked; nullopt where an asset is not compressed, is burnt or is not
    /// known.
    virtual base::Task<Indexed<std::vector<std::optional<AssetProof>>>> get_proofs(std::vector<solana::Pubkey> ids) = 0;
};

}  // namespace burner::assets
