#include "transactions/plan/core_asset.hpp"

#include <algorithm>

#include "solana/bounds.hpp"
#include "solana/programs/core.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

// Compute units: measured at most 10,900 with a collection, and 1,600 more for each plugin.
constexpr std::uint32_t core_burn_units = 20'000;
constexpr std::uint32_t plugin_units = 3'000;

std::uint32_t units_of(const assets::CoreHolding& holding) {
    return core_burn_units + plugin_units * static_cast<std::uint32_t>(holding.plugins);
}

}  // namespace

base::Result<Group, Rejection> plan_core_asset(const assets::Owner& owner, const Selection& selection,
                                               const ChainState& state) {
    const auto found = state.core.find(selection.address);
    if (found == state.core.end() || selection.type != assets::ItemType::nft)
        return std::unexpected(reject(selection, BlockedCode::not_found));
    const assets::CoreHolding& holding = found->second;
    if (holding.asset.owner != owner.wallet) return std::unexpected(reject(selection, BlockedCode::not_owner));
    if (auto why = why_not_as_expected(selection, 1, std::nullopt)) return std::unexpected(*std::move(why));
    const auto decision = assets::decide(owner, holding, state.rent ? &*state.rent : nullptr);
    if (decision.blocked) return std::unexpected(reject(selection, *decision.blocked));
    std::vector<solana::Pubkey> oracles;
    for (const auto& oracle : holding.rules.oracles) oracles.push_back(oracle.account);
    Group group;
    group.selections = {selection};
    group.instructions.push_back(solana::core::burn(holding.address, holding.asset.collection, owner.wallet, oracles));
    group.refund = decision.refund;
    group.rent = solana::rent_within(decision.refund, std::min(holding.length, solana::max_core_asset_size));
    group.units = units_of(holding);
    return group;
}

}  // namespace burner::transactions
