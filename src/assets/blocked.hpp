#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace burner::assets {

/// The reason why an item cannot be closed or burned, or why a selection was not built (docs/openapi.yaml,
/// `ReasonCode`).
enum class BlockedCode : std::uint8_t {
    frozen,
    close_authority_foreign,
    confidential_balance,
    mint_paused,
    permissioned_burn,
    multisig_owner,
    locked,
    has_prints,
    collection_not_empty,
    plugin_forbids,
    proof_too_large,
    source_unavailable,
    balance_changed,
    not_found,
    not_owner,
    simulation_failed,
    insufficient_funds,
    protected_,
    position,
    liquidity,
    still_valid,
    not_worth_its_fee,
};

std::string_view to_text(BlockedCode code);

/// Returns the reason in words, as the client shows it.
std::string_view explain(BlockedCode code);

/// The reason why an item is refused: a code, and a sentence for the wallet's owner.
struct Refusal {
    BlockedCode code;
    std::string message;
};

}  // namespace burner::assets
