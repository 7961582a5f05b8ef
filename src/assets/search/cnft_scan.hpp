#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assets/decide/cnft.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// The compressed NFTs of an indexer's pages that are said to be the wallet's, none twice, and the trees of all.
class CnftCandidates {
  public:
    explicit CnftCandidates(const solana::Pubkey& wallet) : wallet_(wallet) {}

    /// Takes them out of the page.
    void add(std::vector<IndexedAsset>& page);
    bool has_added() const { return !added_.empty(); }
    /// Those added since the last time.
    std::vector<IndexedAsset> take() { return std::exchange(added_, {}); }

    /// Trees of those that are not known yet.
    std::vector<solana::Pubkey> unknown_trees(const std::vector<IndexedAsset>& assets) const;
    /// nullopt: the chain has no such tree.
    void know_tree(const solana::Pubkey& address, std::optional<CnftTree> tree) { trees_[address] = tree; }
    /// Null: not known, or no tree.
    const CnftTree* tree_of(const IndexedAsset& asset) const;

  private:
    solana::Pubkey wallet_;
    std::unordered_set<solana::Pubkey> seen_;
    std::vector<IndexedAsset> added_;
    std::unordered_map<solana::Pubkey, std::optional<CnftTree>> trees_;
};

/// Puts the candidates added since the last time, as far as the chain has their trees. Whether a leaf is still there,
/// only its proof says, which a build asks for. Waits for the owner, which the caller has to read. False once nobody
/// reads any more.
base::Task<bool> put_cnfts(std::shared_ptr<ChainScan> scan, std::shared_ptr<CnftCandidates> candidates);

}  // namespace burner::assets
