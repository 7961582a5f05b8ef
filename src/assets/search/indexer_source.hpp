#pragma once

#include "assets/indexers/asset_indexer.hpp"
#include "assets/search/asset_source.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// Finds what only an indexer of digital assets lists. All that is shown of a Core asset, except its image, comes from
/// the chain, so what the indexer is late to notice is not listed. Of a compressed NFT the chain has only the tree:
/// what is shown of it is the indexer's word, which a build puts to the proof. What lies in token accounts is
/// ChainSource's: nothing is found twice.
class IndexerSource final : public AssetSource {
  public:
    /// `is_expected`: the absence of the indexer is worth a warning.
    IndexerSource(AssetIndexer& indexer, solana::Rpc& rpc, PriceSource& prices, ChainReads reads, bool is_expected)
        : indexer_(indexer), is_expected_(is_expected), with_{rpc, prices, std::move(reads)} {}

    base::Task<void> find(solana::Pubkey wallet, std::shared_ptr<Batches> out) override;

  private:
    AssetIndexer& indexer_;
    bool is_expected_;
    ScanReads with_;
};

}  // namespace burner::assets
