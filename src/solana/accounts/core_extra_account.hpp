#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

/// The way in which MPL Core finds the account that an external plugin asks for: at an address, or derived from a
/// program and what is being done.
struct CoreExtraAccount {
    enum class Kind : std::uint8_t { program, collection, owner, recipient, asset, custom, address };

    struct Seed {
        enum class Kind : std::uint8_t { collection, owner, recipient, asset, address, bytes };

        Kind kind = Kind::collection;
        base::Bytes bytes;  ///< of `address` and `bytes`

        bool operator==(const Seed&) const = default;
    };

    Kind kind = Kind::program;
    std::vector<Seed> seeds;        ///< of `custom`
    std::optional<Pubkey> program;  ///< of `custom`: instead of the plugin's own
    Pubkey address;                 ///< of `address`

    bool operator==(const CoreExtraAccount&) const = default;
};

CoreExtraAccount read_core_extra_account(BorshReader& in);

/// The asset that is being burned, with its owner and collection.
struct CoreBurnContext {
    Pubkey asset;
    Pubkey owner;
    std::optional<Pubkey> collection;
};

/// Derives the account for a burn. `program` is the plugin's own. nullopt where Core fails as well: a recipient, which
/// a burn does not have, a collection that the asset is not in, or seeds beyond the limits.
std::optional<Pubkey> derive_for_burn(const CoreExtraAccount& account, const Pubkey& program,
                                      const CoreBurnContext& context);

}  // namespace burner::solana
