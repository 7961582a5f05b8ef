#pragma once

#include <string_view>

#include "solana/instruction.hpp"

/// The Memo program, version 2.
namespace burner::solana::memo {

/// Makes an instruction that keeps a text in the transaction; `signer` signs it. It changes nothing.
Instruction memo(const Pubkey& signer, std::string_view text);

}  // namespace burner::solana::memo
