#pragma once

#include <optional>
#include <span>

#include "solana/instruction.hpp"

/// MPL Core: an asset is one account.
namespace burner::solana::core {

/// Makes a BurnV1, which shrinks the asset to one zero byte and refunds the rest of its rent. `owner` signs and gets
/// the refund. `collection` is set exactly where the asset's update authority is one. `oracles` are the accounts of
/// every oracle that is asked before a burn (see accounts/core_burn.hpp).
Instruction burn(const Pubkey& asset, const std::optional<Pubkey>& collection, const Pubkey& owner,
                 std::span<const Pubkey> oracles);

struct Burned {
    Pubkey asset;
    Pubkey owner;
};

/// Says what this instruction burns, where it is a BurnV1 with the accounts that `burn` gives it; nullopt for any other
/// instruction.
std::optional<Burned> burned(const Instruction& instruction);

}  // namespace burner::solana::core
