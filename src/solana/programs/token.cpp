#include "solana/programs/token.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::solana::token {

namespace {

constexpr std::uint8_t harvest_withheld_to_mint_tag = 4;  // within the transfer fee extension

constexpr std::uint8_t tag(Kind kind) {
    return static_cast<std::uint8_t>(kind);
}

struct Shape {
    Kind kind;
    std::size_t bytes;
    std::size_t accounts;
};

constexpr Shape shapes[] = {
    {Kind::revoke, 1, 2},
    {Kind::close_account, 1, 3},
    {Kind::burn_checked, 10, 3},
    {Kind::withdraw_excess_lamports, 1, 3},
};

bool is_harvest(const Instruction& instruction) {
    constexpr std::uint8_t tags[] = {tag(Kind::harvest_withheld_to_mint), harvest_withheld_to_mint_tag};
    return instruction.program == ids::token_2022 && !instruction.accounts.empty() &&
           std::ranges::equal(instruction.data, tags);
}

}  // namespace

Instruction burn_checked(const Pubkey& program, const Pubkey& account, const Pubkey& mint, const Pubkey& authority,
                         std::uint64_t amount, std::uint8_t decimals) {
    Instruction instruction{
        program, {{account, false, true}, {mint, false, true}, {authority, true, false}}, {tag(Kind::burn_checked)}};
    base::append_le(instruction.data, amount);
    instruction.data.push_back(decimals);
    return instruction;
}

Instruction close_account(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                          const Pubkey& authority) {
    return {program,
            {{account, false, true}, {destination, false, true}, {authority, true, false}},
            {tag(Kind::close_account)}};
}

Instruction revoke(const Pubkey& program, const Pubkey& account, const Pubkey& owner) {
    return {program, {{account, false, true}, {owner, true, false}}, {tag(Kind::revoke)}};
}

Instruction harvest_withheld_to_mint(const Pubkey& mint, std::span<const Pubkey> accounts) {
    Instruction instruction{
        ids::token_2022, {{mint, false, true}}, {tag(Kind::harvest_withheld_to_mint), harvest_withheld_to_mint_tag}};
    for (const Pubkey& account : accounts) instruction.accounts.push_back({account, false, true});
    return instruction;
}

Instruction withdraw_excess_lamports(const Pubkey& program, const Pubkey& account, const Pubkey& destination,
                                     const Pubkey& owner) {
    return {program,
            {{account, false, true}, {destination, false, true}, {owner, true, false}},
            {tag(Kind::withdraw_excess_lamports)}};
}

std::optional<Kind> kind_of(const Instruction& instruction) {
    if (instruction.program != ids::token && instruction.program != ids::token_2022) return std::nullopt;
    for (const Shape& shape : shapes) {
        if (instruction.data.size() == shape.bytes && instruction.data.front() == tag(shape.kind) &&
            instruction.accounts.size() == shape.accounts)
            return shape.kind;
    }
    if (is_harvest(instruction)) return Kind::harvest_withheld_to_mint;
    return std::nullopt;
}

TokenAmount burned_amount(const Instruction& instruction) {
    return {base::read_le<std::uint64_t>(instruction.data, 1), instruction.data[9]};
}

}  // namespace burner::solana::token
