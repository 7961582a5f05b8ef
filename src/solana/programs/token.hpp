#pragma once

#include <span>

#include "solana/instruction.hpp"

/// The two token programs, whose shared instructions have one encoding: `program` is `ids::token` or
/// `ids::token_2022`. Amounts are raw (not divided by the mint's decimals).
namespace burner::solana::token {

Instruction burn_checked(const Pubkey& program, const Pubkey& account, const Pubkey& mint, const Pubkey& authority,
                         std::uint64_t amount, std::uint8_t decimals);

/// Every lamport of `account` goes to `destination`.
Instruction close_account(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                          const Pubkey& authority);

Instruction revoke(const Pubkey& program, const Pubkey& account, const Pubkey& owner);

/// Brings the token amount of a wrapped SOL account in line with its lamports.
Instruction sync_native(const Pubkey& program, const Pubkey& account);

/// Token-2022: moves withheld transfer fees to the mint, which anybody may do. Skips accounts that do
/// not fit, silently.
Instruction harvest_withheld_to_mint(const Pubkey& mint, std::span<const Pubkey> accounts);

}  // namespace burner::solana::token
