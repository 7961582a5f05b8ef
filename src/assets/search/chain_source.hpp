#pragma once

#include "assets/indexers/asset_indexer.hpp"
#include "assets/search/asset_source.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// Finds the token accounts of both token programs on the chain itself, each program on its own. Mints are read
/// for accounts that hold a balance (the decision and the decimals need them) and for Token-2022 accounts (their
/// names live in the mint); an empty account of the classic program closes without its mint, so it waits for none.
/// A balance is priced where the price is known in time. The indexer is asked for the masters of prints that the wallet
/// does not hold itself.
class ChainSource final : public AssetSource {
  public:
    ChainSource(solana::Rpc& rpc, AssetIndexer& indexer, PriceSource& prices, ChainReads reads = {},
                std::vector<solana::PositionProgram> positions = solana::known_position_programs())
        : indexer_(indexer), with_{rpc, prices, std::move(reads), std::move(positions)} {}

    base::Task<void> find(solana::Pubkey wallet, std::shared_ptr<Batches> out) override;

  private:
    AssetIndexer& indexer_;
    ScanReads with_;
};

}  // namespace burner::assets
