#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assets/decide/cnft.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// The compressed NFTs of an indexer's pages that are said to be the wallet's, each once, and the trees of all.
class CnftCandidates {
  public:
    explicit CnftCandidates(const solana::Pubkey& wallet) : wallet_(wallet) {}

    /// Takes the compressed NFTs out of the page.
    void add(std::vector<IndexedAsset>& page);
    bool has_added() const { return !added_.empty(); }
    /// Takes those added since the last call.
    std::vector<IndexedAsset> take() { return std::exchange(added_, {}); }

    /// Returns the trees of `assets` that are not known yet.
    std::vector<solana::Pubkey> unknown_trees(const std::vector<IndexedAsset>& assets) const;
    /// Remembers a tree; nullopt where the chain has no such tree.
    void know_tree(const solana::Pubkey& address, std::optional<CnftTree> tree) { trees_[address] = tree; }
    /// Returns the tree of an asset; null where it is not known, or there is no such tree.
    const CnftTree* tree_of(const IndexedAsset& asset) const;

  private:
    solana::Pubkey wallet_;
    std::unordered_set<solana::Pubkey> seen_;
    std::vector<IndexedAsset> added_;
    std::unordered_map<solana::Pubkey, std::optional<CnftTree>> trees_;
};

/// Puts the candidates added since the last time, as far as the chain has their trees. Only its proof, which a build
/// asks for, says whether a leaf is still there. Waits for the owner, which the caller has to read. False once nobody
/// reads any more.
base::Task<bool> put_cnfts(std::shared_ptr<ChainScan> scan, std::shared_ptr<CnftCandidates> candidates);

}  // namespace burner::assets
