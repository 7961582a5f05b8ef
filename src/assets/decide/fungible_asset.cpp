#include "assets/decide/fungible_asset.hpp"

namespace burner::assets {

/// Token Metadata's burn of a semi-fungible token closes nothing but the token account, so the token program does it.
bool is_fungible_asset(const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    if (!of.metadata) return false;
    const auto* edition = of.edition ? &*of.edition : nullptr;
    return solana::standard_of(*of.metadata, *facts.mint, edition) == solana::TokenStandard::fungible_asset;
}

}  // namespace burner::assets
