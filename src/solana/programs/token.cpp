#include "solana/programs/token.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::token {

namespace {

constexpr std::uint8_t revoke_tag = 5;
constexpr std::uint8_t close_account_tag = 9;
constexpr std::uint8_t burn_checked_tag = 15;
constexpr std::uint8_t sync_native_tag = 17;
constexpr std::uint8_t transfer_fee_tag = 26;
constexpr std::uint8_t harvest_withheld_to_mint_tag = 4;

}  // namespace

Instruction burn_checked(const Pubkey& program, const Pubkey& account, const Pubkey& mint, const Pubkey& authority,
                         std::uint64_t amount, std::uint8_t decimals) {
    Instruction instruction{
        program, {{account, false, true}, {mint, false, true}, {authority, true, false}}, {burn_checked_tag}};
    base::append_le(instruction.data, amount);
    instruction.data.push_back(decimals);
    return instruction;
}

Instruction close_account(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                          const Pubkey& authority) {
    return {
        program, {{account, false, true}, {destination, false, true}, {authority, true, false}}, {close_account_tag}};
}

Instruction revoke(const Pubkey& program, const Pubkey& account, const Pubkey& owner) {
    return {program, {{account, false, true}, {owner, true, false}}, {revoke_tag}};
}

Instruction sync_native(const Pubkey& program, const Pubkey& account) {
    return {program, {{account, false, true}}, {sync_native_tag}};
}

Instruction harvest_withheld_to_mint(const Pubkey& mint, std::span<const Pubkey> accounts) {
    Instruction instruction{ids::token_2022, {{mint, false, true}}, {transfer_fee_tag, harvest_withheld_to_mint_tag}};
    for (const Pubkey& account : accounts) instruction.accounts.push_back({account, false, true});
    return instruction;
}

}  // namespace burner::solana::token
