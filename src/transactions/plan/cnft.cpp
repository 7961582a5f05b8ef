#include "transactions/plan/cnft.hpp"

#include "solana/programs/bubblegum.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

// Compute units: measured at most 94,000, and more where a tree that has changed brings the proof up to date.
constexpr std::uint32_t leaf_burn_units = 150'000;
constexpr std::uint32_t node_units = 10'000;

}  // namespace

base::Result<Group, Rejection> plan_cnft(const assets::Owner& owner, const Selection& selection,
                                         const ChainState& state) {
    const auto found = state.cnfts.find(selection.address);
    if (found == state.cnfts.end()) return std::unexpected(reject(selection, BlockedCode::not_found));
    if (!found->second) return std::unexpected(reject(selection, found->second.error()));
    const assets::CnftProof& proof = *found->second;
    if (auto why = why_not_as_expected(selection, 1, std::nullopt)) return std::unexpected(*std::move(why));
    if (const auto reason = assets::why_not_burn(owner, proof.leaf)) return std::unexpected(reject(selection, *reason));
    Group group;
    group.selections = {selection};
    group.instructions.push_back(solana::bubblegum::burn(proof.leaf, {proof.root, proof.index, proof.nodes}));
    group.root = TreeRoot{proof.leaf.tree, proof.changes};
    group.units = leaf_burn_units + node_units * static_cast<std::uint32_t>(proof.nodes.size());
    return group;
}

}  // namespace burner::transactions
