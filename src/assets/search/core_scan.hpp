#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "assets/indexers/indexed_asset.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// An asset that an indexer takes for a Core asset of the wallet.
struct CoreCandidate {
    solana::Pubkey address;
    std::string image_uri;                     ///< cleaned
    std::optional<solana::Pubkey> collection;  ///< as the indexer says: a hint of what else to read
};

/// The Core assets of an indexer's pages, each once.
class CoreCandidates {
  public:
    void add(const std::vector<IndexedAsset>& page);
    /// Takes those added since the last call.
    std::vector<CoreCandidate> take() { return std::exchange(added_, {}); }

  private:
    std::unordered_set<solana::Pubkey> seen_;
    std::vector<CoreCandidate> added_;
};

/// Puts those that the chain says are Core assets of the wallet. Waits for the owner, which the caller has to read.
/// False once nobody reads any more.
base::Task<bool> put_core_assets(std::shared_ptr<ChainScan> scan, std::vector<CoreCandidate> candidates);

}  // namespace burner::assets
