#pragma once

#include "solana/pubkey.hpp"

namespace burner::solana {

/// Where a wallet keeps a mint's tokens unless it chose otherwise.
Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint);

}  // namespace burner::solana
