#pragma once

#include <optional>
#include <span>

#include "solana/instruction.hpp"

/// The two token programs, whose shared instructions have one encoding: `program` is `ids::token` or
/// `ids::token_2022`. Amounts are raw (not divided by the mint's decimals).
namespace burner::solana::token {

Instruction burn_checked(const Pubkey& program, const Pubkey& account, const Pubkey& mint, const Pubkey& authority,
                         std::uint64_t amount, std::uint8_t decimals);

/// Closes `account`; every lamport of it goes to `destination`.
Instruction close_account(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                          const Pubkey& authority);

Instruction revoke(const Pubkey& program, const Pubkey& account, const Pubkey& owner);

/// Moves withheld transfer fees of Token-2022 to the mint, which anybody may do. Skips accounts that do not fit,
/// silently.
Instruction harvest_withheld_to_mint(const Pubkey& mint, std::span<const Pubkey> accounts);

/// Moves what `account` holds beyond today's rent to `destination`, tokens untouched, also when it is frozen. Not for
/// wrapped SOL.
Instruction withdraw_excess_lamports(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                                     const Pubkey& owner);

/// The instructions above by the first byte of their data.
enum class Kind : std::uint8_t {
    revoke = 5,
    close_account = 9,
    burn_checked = 15,
    harvest_withheld_to_mint = 26,  ///< the first byte of all of the transfer fee extension
    withdraw_excess_lamports = 38,
};

/// Says which of them this is, with as many bytes and accounts as it is built with; nullopt for any other instruction.
std::optional<Kind> kind_of(const Instruction& instruction);

struct TokenAmount {
    std::uint64_t raw = 0;
    std::uint8_t decimals = 0;
};

/// Reads what a `burn_checked` burns.
TokenAmount burned_amount(const Instruction& instruction);

}  // namespace burner::solana::token
