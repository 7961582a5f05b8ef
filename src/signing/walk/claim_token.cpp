#include "signing/walk/claim.hpp"
#include "solana/bounds.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"

namespace burner::signing {

namespace {

using solana::Instruction;
using solana::token::Kind;

base::Lamports bound_of(const solana::Pubkey& token_program) {
    return solana::max_rent(token_program == solana::ids::token ? solana::max_token_account_size
                                                                : solana::max_token_2022_account_size);
}

/// Reads a harvest, whose accounts are the mint and then those whose fees it gets.
std::vector<Claim> harvest_claims(const Instruction& instruction) {
    std::vector<Claim> claims;
    for (std::size_t i = 1; i < instruction.accounts.size(); ++i)
        claims.push_back({.happening = Happening::harvest,
                          .account = instruction.accounts[i].key,
                          .mint = instruction.accounts[0].key});
    return claims;
}

/// Reads an instruction whose accounts are account, destination and authority.
Claim paying_claim(Happening happening, const Instruction& instruction) {
    return {.happening = happening,
            .account = instruction.accounts[0].key,
            .authorities = {instruction.accounts[2].key},
            .destination = instruction.accounts[1].key,
            .bound = bound_of(instruction.program)};
}

Claim burn_claim(const Instruction& instruction) {
    const auto amount = solana::token::burned_amount(instruction);
    return {.happening = Happening::burn_tokens,
            .account = instruction.accounts[0].key,
            .authorities = {instruction.accounts[2].key},
            .mint = instruction.accounts[1].key,
            .amount = amount.raw,
            .decimals = amount.decimals};
}

}  // namespace

std::vector<Claim> token_claims(const Instruction& instruction) {
    const auto kind = solana::token::kind_of(instruction);
    if (!kind) return {};
    switch (*kind) {
        case Kind::revoke:
            return {{.happening = Happening::revoke,
                     .account = instruction.accounts[0].key,
                     .authorities = {instruction.accounts[1].key}}};
        case Kind::close_account: return {paying_claim(Happening::close, instruction)};
        case Kind::burn_checked: return {burn_claim(instruction)};
        case Kind::harvest_withheld_to_mint: return harvest_claims(instruction);
        case Kind::withdraw_excess_lamports: return {paying_claim(Happening::withdraw_excess, instruction)};
    }
    return {};
}

}  // namespace burner::signing
