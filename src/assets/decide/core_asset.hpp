#pragma once

#include <string>

#include "assets/decide/decision.hpp"
#include "solana/accounts/core_burn.hpp"

// NFTs of MPL Core: each is one account, whose plugins, collection and oracles may forbid a burn.
namespace burner::assets {

/// A Core asset with the other facts of the chain that its burn rests on. Texts are cleaned.
struct CoreHolding {
    solana::Pubkey address;
    std::size_t length = 0;  ///< bytes of its account
    base::Lamports lamports;
    solana::CoreAsset asset;
    std::string collection_name;  ///< empty when not known
    std::size_t plugins = 0;      ///< its own and its collection's
    solana::CoreBurnRules rules;
    bool is_rejected = false;  ///< an oracle says no, or gives no answer that Core accepts
};

/// The decision about a Core asset: what its burn refunds, or why it is blocked.
struct CoreDecision {
    std::optional<BlockedCode> blocked;
    base::Lamports refund;  ///< what its burn gives back

    bool operator==(const CoreDecision&) const = default;
};

/// Decides what BurnV1 of Core would allow for an asset that the wallet owns. It is stricter in one thing: an asset
/// that stands for a software agent is blocked. `rent` is null where it was not or could not be read.
CoreDecision decide(const Owner& owner, const CoreHolding& holding, const solana::Rent* rent);

/// Returns what is listed for a Core asset. `image_uri` is an indexer's, cleaned; empty where there is none.
Item to_item(const CoreHolding& holding, const CoreDecision& decision, std::string image_uri);

}  // namespace burner::assets
