#pragma once

#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/search/asset_source.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// Finds compressed tokens in the index of them, page after page as the reader keeps up, and reads on the chain what
/// their mints say.
class CompressedTokenSource final : public AssetSource {
  public:
    /// `is_expected`: the absence of the index is worth a warning.
    CompressedTokenSource(CompressedTokenIndexer& indexer, solana::Rpc& rpc, PriceSource& prices, ChainReads reads,
                          bool is_expected,
                          std::vector<solana::PositionProgram> positions = solana::known_position_programs())
        : indexer_(indexer), is_expected_(is_expected), with_{rpc, prices, std::move(reads), std::move(positions)} {}

    base::Task<void> find(solana::Pubkey wallet, std::shared_ptr<Batches> out) override;

  private:
    CompressedTokenIndexer& indexer_;
    bool is_expected_;
    ScanReads with_;
};

}  // namespace burner::assets
