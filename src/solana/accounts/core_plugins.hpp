#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solana/accounts/core_extra_account.hpp"

namespace burner::solana {

/// The plugins of MPL Core that a burn asks, or that are kept apart from what Core may add one day.
enum class CorePluginType : std::uint8_t {
    freeze_delegate = 1,
    permanent_freeze_delegate = 5,
    groups = 18,  ///< the last one known
};

struct CorePlugin {
    CorePluginType type{};     ///< any value
    bool is_frozen = false;    ///< of the two freezes
    bool is_in_group = false;  ///< of groups

    bool operator==(const CorePlugin&) const = default;
};

/// External plugins: programs and accounts that are asked when something is done with an asset.
enum class CoreExternalType : std::uint8_t {
    lifecycle_hook = 0,
    oracle = 1,
    linked_lifecycle_hook = 3,
    agent_identity = 6,  ///< the last one known
};

struct CoreOracle {
    Pubkey base;                              ///< the account, or the program that it is derived from
    std::optional<CoreExtraAccount> account;  ///< how it is derived
    std::uint64_t results_offset = 0;         ///< where in the account the answers stand

    bool operator==(const CoreOracle&) const = default;
};

struct CoreExternalPlugin {
    CoreExternalType type{};            ///< any value
    bool has_burn_check = false;        ///< burns are among the events that it names
    bool is_asked_before_burn = false;  ///< and it wants to know, approve or reject
    bool may_reject_burn = false;
    std::optional<CoreOracle> oracle;  ///< of oracles

    bool operator==(const CoreExternalPlugin&) const = default;
};

struct CorePlugins {
    std::vector<CorePlugin> internal;
    std::vector<CoreExternalPlugin> external;
    /// There are plugins, written in a way that this reader does not know.
    bool is_unreadable = false;

    bool operator==(const CorePlugins&) const = default;
};

/// Reads the plugins. `data` is the whole account; their header stands at `header_offset`, where there are any.
CorePlugins read_core_plugins(base::ByteView data, std::size_t header_offset);

}  // namespace burner::solana
