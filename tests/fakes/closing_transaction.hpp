#pragma once

#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"

namespace burner::fakes {

/// Makes a transaction of `wallet` that closes one token account; `number` tells it from others.
inline base::Bytes closing_transaction(const solana::Pubkey& wallet, const solana::Pubkey& account,
                                       std::uint8_t number) {
    solana::Blockhash blockhash{};
    blockhash.bytes.fill(number);
    const solana::Instruction closing[] = {solana::token::close_account(solana::ids::token, account, wallet, wallet)};
    return serialize(solana::unsigned_transaction(compile(wallet, closing, blockhash)));
}

}  // namespace burner::fakes
