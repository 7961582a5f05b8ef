#include "assets/decide/cnft_proofs.hpp"

#include <algorithm>
#include <unordered_set>

#include "assets/decide/cnft_trees.hpp"
#include "base/gather.hpp"
#include "solana/programs/bubblegum.hpp"

namespace burner::assets {

namespace {

using solana::Pubkey;

/// One asset and its proof, as an indexer describes them.
struct Claim {
    IndexedAsset asset;
    AssetProof proof;
};
using Claims = std::unordered_map<Pubkey, Claim>;

std::unexpected<BlockedCode> refuse(BlockedCode code) {
    return std::unexpected(code);
}

base::Result<Claim, BlockedCode> claim_of(const Pubkey& wallet, std::optional<IndexedAsset> asset,
                                          std::optional<AssetProof> proof) {
    if (!asset || asset->is_burnt || !asset->leaf) return refuse(BlockedCode::not_found);
    if (asset->owner != wallet) return refuse(BlockedCode::not_owner);
    if (!proof || proof->leaf == Hash{}) return refuse(BlockedCode::not_found);
    return Claim{std::move(*asset), std::move(*proof)};
}

/// Asks the indexer for assets and proofs. Those it does not know, or that are not the wallet's, get their reason in
/// `answers`.
base::Task<Claims> read_claims(AssetIndexer& indexer, Pubkey wallet, std::vector<Pubkey> ids, CnftProofs& answers) {
    // Both are read at once: a leaf that changes meanwhile is not the one of its proof, which is noticed. Its tree is
    // read afterwards, so that it knows the root of the proof.
    auto [assets, proofs] = co_await base::gather(indexer.get_assets(ids), indexer.get_proofs(ids));
    Claims claims;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!assets || !proofs || i >= assets->size() || i >= proofs->size()) {
            answers.emplace(ids[i], refuse(BlockedCode::source_unavailable));
            continue;
        }
        auto claim = claim_of(wallet, std::move((*assets)[i]), std::move((*proofs)[i]));
        if (claim) {
            claims.emplace(ids[i], std::move(*claim));
        } else {
            answers.emplace(ids[i], refuse(claim.error()));
        }
    }
    co_return claims;
}

/// Returns a proof that leads from the very leaf that the address stands for to its root. Whether the tree knows that
/// root remains to be checked.
std::optional<CnftProof> check(const Pubkey& id, const Claim& claim, const CnftTree& tree) {
    const auto leaf = leaf_of(claim.asset, tree.version);
    if (!leaf || claim.proof.tree != leaf->tree || claim.proof.path.size() != tree.shape.max_depth) return std::nullopt;
    const std::uint64_t leaves = std::uint64_t{1} << tree.shape.max_depth;
    if (claim.proof.node_index < leaves || claim.proof.node_index >= 2 * leaves) return std::nullopt;
    CnftProof proof{*leaf,
                    claim.proof.root,
                    static_cast<std::uint32_t>(claim.proof.node_index - leaves),
                    {},
                    0,
                    tree.version == solana::BubblegumVersion::v2 ? leaf->collection : verified_collection(claim.asset),
                    is_collection_proven(claim.asset, tree.version)};
    if (solana::bubblegum::asset_address(leaf->tree, leaf->nonce) != id || hash(*leaf) != claim.proof.leaf ||
        solana::merkle_root(claim.proof.leaf, claim.proof.path, proof.index) != proof.root)
        return std::nullopt;
    proof.nodes.assign(claim.proof.path.begin(), claim.proof.path.begin() + tree.shape.proof_nodes());
    return proof;
}

/// Counts the changes that the tree takes before it forgets the root, the last of which may rest on it; 0 where it
/// does not know the root.
std::uint64_t changes_left(const CnftTree& tree, const std::vector<solana::MerkleNode>& known,
                           const solana::MerkleNode& root) {
    const auto place = std::ranges::find(known, root) - known.begin();
    const auto age = static_cast<std::uint64_t>(place);
    return age == known.size() ? 0 : tree.shape.max_buffer_size - age;
}

std::vector<Pubkey> trees_of(const Claims& claims) {
    std::unordered_set<Pubkey> trees;
    for (const auto& [id, claim] : claims) trees.insert(claim.asset.leaf->tree);
    return {trees.begin(), trees.end()};
}

}  // namespace

base::Task<base::Result<CnftProofs>> read_cnft_proofs(AssetIndexer& indexer, solana::Rpc& rpc, Pubkey wallet,
                                                      std::vector<Pubkey> assets) {
    CnftProofs answers;
    if (assets.empty()) co_return answers;
    const Claims claims = co_await read_claims(indexer, wallet, std::move(assets), answers);
    const auto trees = co_await read_cnft_trees(rpc, trees_of(claims));
    if (!trees) co_return std::unexpected(trees.error());
    CnftTrees proven;
    for (const auto& [id, claim] : claims) {
        const auto tree = trees->find(claim.asset.leaf->tree);
        auto proof = tree == trees->end() ? std::nullopt : check(id, claim, tree->second);
        if (proof) {
            proven.insert(*tree);
            answers.emplace(id, std::move(*proof));
        } else {
            answers.emplace(id, refuse(BlockedCode::source_unavailable));
        }
    }
    auto roots = co_await read_known_roots(rpc, std::move(proven));
    if (!roots) co_return std::unexpected(roots.error());
    for (auto& [id, answer] : answers) {
        if (!answer) continue;
        answer->changes = changes_left(trees->at(answer->leaf.tree), (*roots)[answer->leaf.tree], answer->root);
        if (answer->changes == 0) answer = refuse(BlockedCode::source_unavailable);
    }
    co_return answers;
}

}  // namespace burner::assets
