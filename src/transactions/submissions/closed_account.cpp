#include "transactions/submissions/closed_account.hpp"

#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

std::optional<solana::Pubkey> closed_account(const solana::Instruction& instruction) {
    if (solana::token::kind_of(instruction) == solana::token::Kind::close_account) return instruction.accounts[0].key;
    const auto burned = solana::token_metadata::burned(instruction);
    return burned ? std::optional{burned->token_account} : std::nullopt;
}

}  // namespace burner::transactions
