#pragma once

#include "solana/rpc.hpp"

// Pools of automated market makers, as far as the mint of a token tells that it is a share of one: the pool alone can
// mint it.
namespace burner::solana {

/// The program of Meteora's vaults, whose shares DAMM v1 keeps and hands out.
inline constexpr Pubkey meteora_vaults = pubkey("24Uqj9JCLxUeoC3hGfh5W3s9FM9uCHDS2SG3LYwBpyTi");
inline constexpr Pubkey pump_amm = pubkey("pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA");
inline constexpr Pubkey raydium_amm_authority = pubkey("5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1");
inline constexpr Pubkey raydium_stable_authority = pubkey("3uaZBfHPfmpAHW7dsimC1SnyR61X4bJqQZKWmRSCXJxv");
inline constexpr Pubkey raydium_cpmm_authority = pubkey("GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL");

/// Tells whether a mint authority is known to be one of pools by its address alone: those of Raydium's AMM v4, stable
/// pools and CPMM, and of the first pools of Orca, which is a closed list. The chain has no account at most of them.
bool is_pool_authority(const Pubkey& authority);

/// How many bytes of the account at a mint authority `is_pool` looks at.
inline constexpr std::size_t pool_head = 64;

/// Tells whether the account at a mint authority is a pool, or is a pool's: one of pump's AMM or of Meteora's vaults,
/// or a token account that owns itself, for which nobody but a program signs (DAMM v1 mints its shares with one).
bool is_pool(const Pubkey& authority, const Account& head);

}  // namespace burner::solana
