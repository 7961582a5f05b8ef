#include "signing/walk/claim.hpp"
#include "solana/bounds.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::signing {

namespace {

namespace ids = solana::ids;
namespace token_metadata = solana::token_metadata;
using solana::Instruction;
using solana::Pubkey;

/// The places of a burn's accounts.
namespace places {

constexpr std::size_t metadata = 2;
constexpr std::size_t edition = 3;
constexpr std::size_t master_edition = 6;
constexpr std::size_t master_mint = 7;
constexpr std::size_t master_token_account = 8;
constexpr std::size_t marker = 9;
constexpr std::size_t token_record = 10;
constexpr std::size_t system_program = 11;
constexpr std::size_t instructions_sysvar = 12;
constexpr std::size_t token_program = 13;

}  // namespace places

const Pubkey& key(const Instruction& instruction, std::size_t place) {
    return instruction.accounts[place].key;
}

/// Tells whether an account is given: the program's own address stands for one that is not.
bool is_given(const Instruction& instruction, std::size_t place) {
    return key(instruction, place) != ids::token_metadata;
}

bool has_programs(const Instruction& instruction) {
    const Pubkey& program = key(instruction, places::token_program);
    return key(instruction, places::system_program) == ids::system &&
           key(instruction, places::instructions_sysvar) == ids::instructions_sysvar &&
           (program == ids::token || program == ids::token_2022);
}

bool is_own(const Instruction& instruction, const token_metadata::Burned& burned) {
    const bool has_own_record = !is_given(instruction, places::token_record) ||
                                key(instruction, places::token_record) ==
                                    token_metadata::token_record_address(burned.mint, burned.token_account);
    return key(instruction, places::metadata) == token_metadata::metadata_address(burned.mint) &&
           key(instruction, places::edition) == token_metadata::edition_address(burned.mint) && has_own_record;
}

/// Judges the four accounts that only a print has: master edition, its mint, an account that holds it, marker.
bool has_sound_master(const Instruction& instruction) {
    const bool is_print = is_given(instruction, places::master_edition);
    for (const std::size_t place : {places::master_mint, places::master_token_account, places::marker})
        if (is_given(instruction, place) != is_print) return false;
    return !is_print || key(instruction, places::master_edition) ==
                            token_metadata::edition_address(key(instruction, places::master_mint));
}

base::Lamports bound_of_nft(const Instruction& instruction) {
    const bool is_plain = key(instruction, places::token_program) == ids::token;
    base::Lamports bound =
        solana::max_rent(is_plain ? solana::max_token_account_size : solana::max_token_2022_account_size) +
        solana::max_rent(solana::max_metadata_size) + solana::max_rent(solana::max_edition_size);
    if (is_given(instruction, places::marker)) bound += solana::max_rent(solana::max_edition_size);
    if (is_given(instruction, places::token_record)) bound += solana::max_rent(solana::max_token_record_size);
    return bound;
}

}  // namespace

std::optional<Claim> nft_claim(const Instruction& instruction) {
    const auto burned = token_metadata::burned(instruction);
    if (!burned || !is_own(instruction, *burned) || !has_programs(instruction) || !has_sound_master(instruction))
        return std::nullopt;
    return Claim{.happening = Happening::burn_nft,
                 .account = burned->token_account,
                 .authorities = {burned->owner},
                 .mint = burned->mint,
                 .amount = 1,
                 .bound = bound_of_nft(instruction)};
}

}  // namespace burner::signing
