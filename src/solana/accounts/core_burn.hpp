#pragma once

#include <optional>
#include <vector>

#include "solana/accounts/core_asset.hpp"

namespace burner::solana {

/// The rules that MPL Core checks before the owner of an asset may burn it.
struct CoreBurnRules {
    struct Oracle {
        Pubkey account;
        std::uint64_t results_offset = 0;
        bool may_reject = false;

        bool operator==(const Oracle&) const = default;
    };

    bool is_frozen = false;
    bool is_in_group = false;
    /// An external plugin that is asked before a burn without being an oracle: deployed versions let the burn pass.
    bool has_hook = false;
    bool is_agent = false;  ///< stands for a registered software agent
    /// A plugin that this reader does not know, an oracle whose account cannot be derived, or a collection that is
    /// missing: the burn may fail.
    bool is_unknown = false;
    /// The oracles whose accounts the burn must bring.
    std::vector<Oracle> oracles;

    bool operator==(const CoreBurnRules&) const = default;
};

/// Collects the rules. `collection` is the one that the asset names; null where it names none. A plugin of the asset
/// stands for the collection's of the same type, and an oracle for the collection's with the same base; the
/// collection's groups do not matter.
CoreBurnRules core_burn_rules(const Pubkey& address, const CoreAsset& asset, const CoreCollection* collection);

enum class CoreOracleAnswer : std::uint8_t { approved = 0, rejected = 1, pass = 2 };

/// Reads what an oracle's account says about burns; nullopt where Core does not take it, so that the burn fails.
std::optional<CoreOracleAnswer> core_oracle_answer(base::ByteView data, std::uint64_t results_offset);

}  // namespace burner::solana
