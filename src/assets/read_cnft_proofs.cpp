#include <algorithm>
#include <unordered_set>

#include "assets/cnft.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

using solana::Pubkey;

/// Of a tree's configuration; trees begin with less.
constexpr std::size_t head_size = 96;
/// The roots of a deep tree take up to two megabytes; an answer has them in base64.
constexpr std::size_t most_root_bytes_at_once = 4 << 20;

using Trees = std::unordered_map<Pubkey, CnftTree>;
using RootsOf = std::unordered_map<Pubkey, std::vector<solana::MerkleNode>>;

/// What an indexer says of one asset.
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

/// What is claimed of each; those about which nothing is are answered in `answers`.
base::Task<Claims> read_claims(AssetIndexer& indexer, Pubkey wallet, std::vector<Pubkey> ids, CnftProofs& answers) {
    auto assets = co_await indexer.get_assets(ids);
    // After the assets: a tree that changes meanwhile knows the root of the proof, not that of an older one.
    auto proofs = co_await indexer.get_proofs(ids);
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

/// Those whose configuration agrees with them.
base::Task<base::Result<Trees>> read_trees(solana::Rpc& rpc, std::vector<Pubkey> trees) {
    Trees found;
    if (trees.empty()) co_return found;
    std::vector<Pubkey> keys = trees;
    for (const Pubkey& tree : trees) keys.push_back(solana::bubblegum::tree_config_address(tree));
    const auto heads = co_await rpc.get_account_heads(keys, head_size);
    if (!heads) co_return std::unexpected(heads.error());
    for (std::size_t i = 0; i < trees.size() && keys.size() == heads->value.size(); ++i) {
        const auto& head = heads->value[i];
        const auto& beside = heads->value[trees.size() + i];
        if (!head || !beside || beside->account.owner != solana::ids::bubblegum) continue;
        const auto tree = parse_cnft_tree(*head);
        const auto config = solana::parse_tree_config(beside->account.data);
        const bool agree =
            tree && config && config->version == tree->version && tree->shape.authority == keys[trees.size() + i];
        if (agree) found.emplace(trees[i], *tree);
    }
    co_return found;
}

/// So many of the trees, the smallest first, as one answer may hold.
base::Task<base::Result<RootsOf>> read_roots(solana::Rpc& rpc, Trees trees) {
    std::vector<std::pair<std::size_t, Pubkey>> rest;
    for (const auto& [address, tree] : trees) rest.emplace_back(solana::roots_size(tree.shape), address);
    std::ranges::sort(rest);
    RootsOf roots;
    for (std::size_t at = 0; at < rest.size();) {
        std::vector<Pubkey> keys{rest[at].second};
        std::size_t length = rest[at].first;
        for (++at; at < rest.size() && rest[at].first * (keys.size() + 1) <= most_root_bytes_at_once; ++at) {
            keys.push_back(rest[at].second);
            length = rest[at].first;
        }
        const auto heads = co_await rpc.get_account_heads(keys, length);
        if (!heads) co_return std::unexpected(heads.error());
        for (std::size_t i = 0; i < std::min(keys.size(), heads->value.size()); ++i) {
            if (const auto& head = heads->value[i])
                roots.emplace(keys[i], solana::known_roots(trees.at(keys[i]).shape, head->account.data));
        }
    }
    co_return roots;
}

/// A proof that leads from the very leaf that the address stands for to its root; whose root that is remains to be
/// seen.
std::optional<CnftProof> check(const Pubkey& id, const Claim& claim, const CnftTree& tree) {
    const auto leaf = leaf_of(claim.asset, tree.version);
    if (!leaf || claim.proof.tree != leaf->tree || claim.proof.path.size() != tree.shape.max_depth) return std::nullopt;
    const std::uint64_t leaves = std::uint64_t{1} << tree.shape.max_depth;
    if (claim.proof.node_index < leaves || claim.proof.node_index >= 2 * leaves) return std::nullopt;
    CnftProof proof{*leaf, claim.proof.root, static_cast<std::uint32_t>(claim.proof.node_index - leaves), {}, 0};
    if (solana::bubblegum::asset_address(leaf->tree, leaf->nonce) != id || hash(*leaf) != claim.proof.leaf ||
        solana::merkle_root(claim.proof.leaf, claim.proof.path, proof.index) != proof.root)
        return std::nullopt;
    proof.nodes.assign(claim.proof.path.begin(), claim.proof.path.begin() + tree.shape.proof_nodes());
    return proof;
}

/// How many changes the tree takes before it no longer knows the root, the last of which may rest on it; 0 where it
/// does not know it.
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
    const auto trees = co_await read_trees(rpc, trees_of(claims));
    if (!trees) co_return std::unexpected(trees.error());
    Trees proven;
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
    auto roots = co_await read_roots(rpc, std::move(proven));
    if (!roots) co_return std::unexpected(roots.error());
    for (auto& [id, answer] : answers) {
        if (!answer) continue;
        answer->changes = changes_left(trees->at(answer->leaf.tree), (*roots)[answer->leaf.tree], answer->root);
        if (answer->changes == 0) answer = refuse(BlockedCode::source_unavailable);
    }
    co_return answers;
}

}  // namespace burner::assets
