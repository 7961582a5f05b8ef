#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "assets/indexers/indexed_asset.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// What an indexer takes for a Core asset of the wallet.
struct CoreCandidate {
    solana::Pubkey address;
    std::string image_uri;  ///< cleaned
};

/// The Core assets of an indexer's pages, none twice.
class CoreCandidates {
  public:
    void add(const std::vector<IndexedAsset>& page);
    /// Those added since the last time.
    std::vector<CoreCandidate> take() { return std::exchange(added_, {}); }

  private:
    std::unordered_set<solana::Pubkey> seen_;
    std::vector<CoreCandidate> added_;
};

/// Those that the chain says are Core assets of the wallet. False once nobody reads any more.
base::Task<bool> put_core_assets(std::shared_ptr<ChainScan> scan, std::vector<CoreCandidate> candidates);

}  // namespace burner::assets
