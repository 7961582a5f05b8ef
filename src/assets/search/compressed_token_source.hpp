#pragma once

#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/price_source.hpp"
#include "assets/search/asset_source.hpp"
#include "assets/search/chain_reads.hpp"
#include "solana/programs/positions.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// Finds compressed tokens in the index of them, page after page as the reader keeps up, and reads on the chain what
/// their mints say.
class CompressedTokenSource final : public AssetSource {
  public:
    /// `is_expected`: the absence of the index is worth a warning.
    CompressedTokenSource(CompressedTokenIndexer& indexer, solana::Rpc& rpc, PriceSource& prices, ChainReads reads,
                          bool is_expected,
                          std::vector<solana::PositionProgram> positions = solana::known_position_programs())
        : indexer_(indexer),
          rpc_(rpc),
          prices_(prices),
          reads_(std::move(reads)),
          is_expected_(is_expected),
          positions_(std::move(positions)) {}

    base::Task<void> find(solana::Pubkey wallet, std::shared_ptr<Batches> out) override;

  private:
    CompressedTokenIndexer& indexer_;
    solana::Rpc& rpc_;
    PriceSource& prices_;
    ChainReads reads_;
    bool is_expected_;
    std::vector<solana::PositionProgram> positions_;
};

}  // namespace burner::assets
