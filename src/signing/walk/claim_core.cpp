#include "signing/walk/claim.hpp"
#include "signing/walk/only_read.hpp"
#include "solana/bounds.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"

namespace burner::signing {

namespace {

// The places in a burn where the program's own address stands for an absent account: another authority, System and the
// log. The oracles follow.
constexpr std::size_t absent_accounts[] = {3, 4, 5};
constexpr std::size_t first_oracle = 6;

}  // namespace

std::optional<Claim> core_claim(const solana::Instruction& instruction) {
    const auto burned = solana::core::burned(instruction);
    if (!burned || !are_only_read(instruction, first_oracle)) return std::nullopt;
    for (const std::size_t place : absent_accounts)
        if (instruction.accounts[place].key != solana::ids::core) return std::nullopt;
    return Claim{.happening = Happening::burn_core_asset,
                 .account = burned->asset,
                 .authorities = {burned->owner},
                 .bound = solana::max_rent(solana::max_core_asset_size)};
}

}  // namespace burner::signing
