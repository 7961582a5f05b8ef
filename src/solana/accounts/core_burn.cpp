#include "solana/accounts/core_burn.hpp"

#include <algorithm>

namespace burner::solana {

namespace {

/// Core keeps plugins by type: a later one replaces an earlier one, an asset's the collection's.
const CorePlugin* find(const CorePlugins& plugins, CorePluginType type) {
    const auto found = std::find_if(plugins.internal.rbegin(), plugins.internal.rend(),
                                    [&](const CorePlugin& plugin) { return plugin.type == type; });
    return found == plugins.internal.rend() ? nullptr : &*found;
}

bool is_frozen(const CoreAsset& asset, const CoreCollection* collection, CorePluginType type) {
    const CorePlugin* plugin = find(asset.plugins, type);
    if (plugin == nullptr && collection != nullptr) plugin = find(collection->plugins, type);
    return plugin != nullptr && plugin->is_frozen;
}

bool has_unknown(const CorePlugins& plugins) {
    return plugins.is_unreadable ||
           std::ranges::any_of(plugins.internal, [](auto& each) { return each.type > CorePluginType::groups; }) ||
           std::ranges::any_of(plugins.external,
                               [](auto& each) { return each.type > CoreExternalType::agent_identity; });
}

bool has_hook(const CorePlugins& plugins) {
    return std::ranges::any_of(plugins.external, [](auto& each) { return each.is_asked_before_burn && !each.oracle; });
}

/// Core keeps oracles by their base. One that does not name burns stands for none.
void take_oracles(const CorePlugins& plugins, std::vector<const CoreExternalPlugin*>& oracles) {
    for (const CoreExternalPlugin& plugin : plugins.external) {
        if (!plugin.oracle || !plugin.has_burn_check) continue;
        const bool is_taken =
            std::ranges::any_of(oracles, [&](auto* other) { return other->oracle->base == plugin.oracle->base; });
        if (!is_taken) oracles.push_back(&plugin);
    }
}

void derive_oracles(const std::vector<const CoreExternalPlugin*>& oracles, const CoreBurnContext& context,
                    CoreBurnRules& rules) {
    for (const CoreExternalPlugin* plugin : oracles) {
        const CoreOracle& oracle = *plugin->oracle;
        if (!plugin->is_asked_before_burn) continue;
        const auto account =
            oracle.account ? derive_for_burn(*oracle.account, oracle.base, context) : std::optional{oracle.base};
        if (account) {
            rules.oracles.push_back({*account, oracle.results_offset, plugin->may_reject_burn});
        } else {
            rules.is_unknown = true;
        }
    }
}

}  // namespace

CoreBurnRules core_burn_rules(const Pubkey& address, const CoreAsset& asset, const CoreCollection* collection) {
    CoreBurnRules rules;
    rules.is_frozen = is_frozen(asset, collection, CorePluginType::freeze_delegate) ||
                      is_frozen(asset, collection, CorePluginType::permanent_freeze_delegate);
    const CorePlugin* groups = find(asset.plugins, CorePluginType::groups);
    rules.is_in_group = groups != nullptr && groups->is_in_group;
    rules.is_unknown = has_unknown(asset.plugins) || asset.collection.has_value() != (collection != nullptr);
    rules.has_hook = has_hook(asset.plugins);
    rules.is_agent = std::ranges::any_of(asset.plugins.external,
                                         [](auto& each) { return each.type == CoreExternalType::agent_identity; });
    std::vector<const CoreExternalPlugin*> oracles;
    take_oracles(asset.plugins, oracles);
    if (collection != nullptr) {
        rules.is_unknown |= has_unknown(collection->plugins);
        rules.has_hook |= has_hook(collection->plugins);
        take_oracles(collection->plugins, oracles);
    }
    derive_oracles(oracles, {address, asset.owner, asset.collection}, rules);
    return rules;
}

std::optional<CoreOracleAnswer> core_oracle_answer(base::ByteView data, std::uint64_t results_offset) {
    constexpr std::uint8_t first_version = 1;
    constexpr std::uint8_t last_answer = 2;
    BorshReader in{data};
    in.take(results_offset);
    if (in.integer<std::uint8_t>() != first_version) return std::nullopt;
    in.tag(last_answer);  // create
    in.tag(last_answer);  // transfer
    const CoreOracleAnswer burn{in.tag(last_answer)};
    in.tag(last_answer);  // update
    if (in.failed()) return std::nullopt;
    return burn;
}

}  // namespace burner::solana
