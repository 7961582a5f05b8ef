#include "solana/programs/associated_token.hpp"

#include <array>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t create_idempotent = 1;

}  // namespace

Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint) {
    const std::array seeds{owner.view(), token_program.view(), mint.view()};
    return program_address(seeds, ids::associated_token);
}

Instruction create_associated_token_account(const Pubkey& payer, const Pubkey& owner, const Pubkey& token_program,
                                            const Pubkey& mint) {
    return {ids::associated_token,
            {{payer, true, true},
             {associated_token_address(owner, token_program, mint), false, true},
             {owner, false, false},
             {mint, false, false},
             {ids::system, false, false},
             {token_program, false, false}},
            {create_idempotent}};
}

std::optional<CreatedTokenAccount> created_token_account(const Instruction& instruction) {
    const auto& accounts = instruction.accounts;
    if (instruction.program != ids::associated_token || accounts.size() != 6 ||
        instruction.data != base::Bytes{create_idempotent})
        return std::nullopt;
    const CreatedTokenAccount created{accounts[1].key, accounts[2].key, accounts[3].key};
    if (created.account != associated_token_address(created.owner, accounts[5].key, created.mint)) return std::nullopt;
    return created;
}

}  // namespace burner::solana
