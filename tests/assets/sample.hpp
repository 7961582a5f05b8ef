#pragma once

#include <cstdint>

#include "fakes/token_bytes.hpp"

// What most tests of this folder speak of.
namespace burner::assets {

inline const solana::Pubkey wallet = fakes::key(1);
inline const solana::Pubkey stranger = fakes::key(2);

/// What a token account of 165 bytes held before the rent was lowered, in lamports.
inline constexpr std::uint64_t old_rent = 2'039'280;

}  // namespace burner::assets
