#include "assets/decide/core_asset.hpp"

#include "assets/text.hpp"
#include "solana/accounts/refund.hpp"

namespace burner::assets {

namespace {

std::optional<BlockedCode> why_core_forbids(const Owner& owner, const CoreHolding& holding) {
    const solana::CoreBurnRules& rules = holding.rules;
    if (owner.is_multisig) return BlockedCode::multisig_owner;
    if (rules.is_frozen || rules.is_in_group || rules.is_agent || holding.is_rejected)
        return BlockedCode::plugin_forbids;
    if (rules.is_unknown) return BlockedCode::source_unavailable;
    return std::nullopt;
}

}  // namespace

CoreDecision decide(const Owner& owner, const CoreHolding& holding, const solana::Rent* rent) {
    if (const auto reason = why_core_forbids(owner, holding)) return {reason, {}};
    if (rent == nullptr) return {BlockedCode::source_unavailable, {}};
    const auto refund = solana::core_refund(*rent, holding.length, holding.lamports);
    if (!refund) return {BlockedCode::simulation_failed, {}};
    return {std::nullopt, *refund};
}

Item to_item(const CoreHolding& holding, const CoreDecision& decision, std::string image_uri) {
    Item item;
    item.type = ItemType::nft;
    item.is_frozen = holding.rules.is_frozen;
    item.blocked = decision.blocked;
    item.address = holding.address;
    item.lamports = holding.lamports;
    item.reclaimable = decision.refund;
    item.name = nft_name(holding.asset.name);
    if (is_public_uri(holding.asset.uri)) item.metadata_uri = holding.asset.uri;
    if (is_public_uri(image_uri)) {
        item.image_uri = std::move(image_uri);
    } else if (is_image_uri(holding.asset.uri)) {
        item.image_uri = holding.asset.uri;
    }
    if (!holding.asset.collection) return item;
    item.collection = holding.asset.collection;
    item.collection_name = collection_name(holding.collection_name);
    return item;
}

}  // namespace burner::assets
