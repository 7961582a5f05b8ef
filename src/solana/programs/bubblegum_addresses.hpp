#pragma once

#include <cstdint>

#include "solana/pubkey.hpp"

/// Addresses that Bubblegum derives.
namespace burner::solana::bubblegum {

Pubkey tree_config_address(const Pubkey& tree);
/// Derives the asset's id.
Pubkey asset_address(const Pubkey& tree, std::uint64_t nonce);

}  // namespace burner::solana::bubblegum
