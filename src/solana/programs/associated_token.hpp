#pragma once

#include "solana/instruction.hpp"

namespace burner::solana {

/// Where a wallet keeps a mint's tokens unless it chose otherwise.
Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint);

/// Makes that account, which `payer` pays for, unless it is there.
Instruction create_associated_token_account(const Pubkey& payer, const Pubkey& owner, const Pubkey& token_program,
                                            const Pubkey& mint);

}  // namespace burner::solana
