#include "assets/decide/cnft_trees.hpp"

#include <algorithm>
#include <utility>

#include "solana/programs/bubblegum.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

using solana::Pubkey;

/// The size of a tree's configuration; the head of a tree is smaller.
constexpr std::size_t head_size = 96;
/// The most bytes of roots in one answer, before base64; the roots of a deep tree take up to two megabytes.
constexpr std::size_t max_root_bytes_at_once = 4 << 20;

}  // namespace

base::Task<base::Result<CnftTrees>> read_cnft_trees(solana::Rpc& rpc, std::vector<Pubkey> trees) {
    CnftTrees found;
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

base::Task<base::Result<KnownRoots>> read_known_roots(solana::Rpc& rpc, CnftTrees trees) {
    std::vector<std::pair<std::size_t, Pubkey>> rest;
    for (const auto& [address, tree] : trees) rest.emplace_back(solana::roots_size(tree.shape), address);
    std::ranges::sort(rest);
    KnownRoots roots;
    for (std::size_t at = 0; at < rest.size();) {
        std::vector<Pubkey> keys{rest[at].second};
        std::size_t length = rest[at].first;
        for (++at; at < rest.size() && rest[at].first * (keys.size() + 1) <= max_root_bytes_at_once; ++at) {
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

}  // namespace burner::assets
