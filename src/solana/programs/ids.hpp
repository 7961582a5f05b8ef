#pragma once

#include "solana/pubkey.hpp"

/// Addresses that every cluster has.
namespace burner::solana::ids {

inline constexpr Pubkey system = pubkey("11111111111111111111111111111111");
inline constexpr Pubkey token = pubkey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
inline constexpr Pubkey token_2022 = pubkey("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
inline constexpr Pubkey associated_token = pubkey("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");
inline constexpr Pubkey compute_budget = pubkey("ComputeBudget111111111111111111111111111111");
inline constexpr Pubkey memo = pubkey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
/// The program of the guards that wallets add to what they sign.
inline constexpr Pubkey lighthouse = pubkey("L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95");
inline constexpr Pubkey token_metadata = pubkey("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");
inline constexpr Pubkey core = pubkey("CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d");
inline constexpr Pubkey bubblegum = pubkey("BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY");
/// The signer with which Bubblegum V2 tells Core that a collection has lost a member.
inline constexpr Pubkey bubblegum_core_signer = pubkey("CbNY3JiXdXNE9tPNEk1aRZVEkWdj2v7kfJLNQwZZgpXk");
/// Trees and logs of Bubblegum V1, then of V2.
inline constexpr Pubkey spl_compression = pubkey("cmtDvXumGCrqC1Age74AVPhSRVXJMd8PJS91L8KbNCK");
inline constexpr Pubkey spl_noop = pubkey("noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV");
inline constexpr Pubkey mpl_compression = pubkey("mcmt6YrQEMKw8Mw43FmpRLmf7BqRnFMKmAcbxE3xkAW");
inline constexpr Pubkey mpl_noop = pubkey("mnoopTCrg4p8ry25e4bcWA9XZjbNjMTfgYVGGEdRsf3");
inline constexpr Pubkey rent_sysvar = pubkey("SysvarRent111111111111111111111111111111111");
inline constexpr Pubkey instructions_sysvar = pubkey("Sysvar1nstructions1111111111111111111111111");
/// The owner of what tells whether a cluster has activated a feature, and the feature of transactions of version 1
/// (SIMD-0385).
inline constexpr Pubkey feature = pubkey("Feature111111111111111111111111111111111111");
inline constexpr Pubkey transaction_v1_feature = pubkey("txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL");

/// The Light protocol: its programs, and the accounts of theirs that every instruction names.
inline constexpr Pubkey light_token = pubkey("cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m");
inline constexpr Pubkey light_token_authority = pubkey("GXtd2izAiMJPwMEjfgTRH3d7k9mjn4Jq3JrWFv9gySYy");
inline constexpr Pubkey light_system = pubkey("SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7");
inline constexpr Pubkey light_system_authority = pubkey("HwXnGK3tPkkVY6P439H2p68AxpeuWXd5PcrAxFpbmfbA");
inline constexpr Pubkey light_registered_program = pubkey("35hkDgaAKwMCaxRz2ocSZ6NaUrtKkyNqU6c4RV3tYJRh");
inline constexpr Pubkey light_compression = pubkey("compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq");
inline constexpr Pubkey light_noop = pubkey("noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV");

/// The mints of wrapped SOL under the two token programs.
inline constexpr Pubkey native_mint = pubkey("So11111111111111111111111111111111111111112");
inline constexpr Pubkey native_mint_2022 = pubkey("9pan9bMn5HatX4EJdBwg9VgCa7Uz5HL8N1m5D3NdXej9");

}  // namespace burner::solana::ids
