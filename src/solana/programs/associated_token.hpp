#pragma once

#include <optional>

#include "solana/instruction.hpp"

namespace burner::solana {

/// Derives where a wallet keeps a mint's tokens unless it chose otherwise.
Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint);

/// Makes that account, which `payer` pays for, unless it is there.
Instruction create_associated_token_account(const Pubkey& payer, const Pubkey& owner, const Pubkey& token_program,
                                            const Pubkey& mint);

struct CreatedTokenAccount {
    Pubkey account;
    Pubkey owner;
    Pubkey mint;
};

/// Says what that instruction makes; nullopt for any other.
std::optional<CreatedTokenAccount> created_token_account(const Instruction& instruction);

}  // namespace burner::solana
