#pragma once

#include <optional>
#include <vector>

#include "assets/protection.hpp"
#include "transactions/read/chain_state.hpp"
#include "transactions/selection.hpp"

// The rule of assets/protection.hpp, held against what is on the chain now: a client may ask for what no list offered.
namespace burner::transactions {

/// Returns the mints whose price tells what the selected burns would destroy: those that a listing asks for too.
std::vector<solana::Pubkey> mints_to_price(const std::vector<Selection>& selections, const ChainState& state);

/// Says why the project's protection forbids a burn that is allowed otherwise; nullopt where it does not. `account` is
/// what is at the selection's address.
std::optional<assets::Refusal> why_protected(const assets::Protection& protection, const Selection& selection,
                                             const std::optional<solana::Account>& account, const ChainState& state);

}  // namespace burner::transactions
