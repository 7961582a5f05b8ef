#include "solana/programs/core.hpp"

#include <algorithm>
#include <array>

#include "solana/programs/ids.hpp"

namespace burner::solana::core {

namespace {

/// BurnV1 without a compression proof.
constexpr std::array<std::uint8_t, 2> burn_data{12, 0};
constexpr std::size_t least_accounts = 6;

}  // namespace

Instruction burn(const Pubkey& asset, const std::optional<Pubkey>& collection, const Pubkey& owner,
                 std::span<const Pubkey> oracles) {
    // An absent optional account is passed as the program's own address.
    const AccountMeta absent{ids::core, false, false};
    Instruction instruction{ids::core,
                            {{asset, false, true},
                             collection ? AccountMeta{*collection, false, true} : absent,
                             {owner, true, true},
                             absent,   // another authority than the payer
                             absent,   // System and
                             absent},  // log: for compressed assets
                            {burn_data.begin(), burn_data.end()}};
    for (const Pubkey& oracle : oracles) instruction.accounts.push_back({oracle, false, false});
    return instruction;
}

std::optional<Burned> burned(const Instruction& instruction) {
    if (instruction.program != ids::core || instruction.accounts.size() < least_accounts ||
        !std::ranges::equal(instruction.data, burn_data))
        return std::nullopt;
    return Burned{instruction.accounts[0].key, instruction.accounts[2].key};
}

}  // namespace burner::solana::core
