#include "assets/decide/core_holdings.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "assets/text.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

using solana::Account;
using solana::Pubkey;
using AccountsAt = std::unordered_map<Pubkey, Account>;

std::optional<CoreHolding> parse(const AccountAt& at) {
    const auto& [address, account] = at;
    if (account.owner != solana::ids::core) return std::nullopt;
    auto asset = solana::parse_core_asset(account.data);
    if (!asset) return std::nullopt;
    asset->name = clean_text(asset->name, max_name);
    asset->uri = clean_text(asset->uri, max_uri);
    CoreHolding holding;
    holding.address = address;
    holding.length = account.data.size();
    holding.lamports = account.lamports;
    holding.asset = std::move(*asset);
    return holding;
}

/// Reads each account once and leaves out those that are absent; lowers `slot` to the answer's.
base::Task<base::Result<AccountsAt>> read_each(ReadAccounts read, std::unordered_set<Pubkey> wanted,
                                               solana::Slot& slot) {
    AccountsAt found;
    if (wanted.empty()) co_return found;
    const std::vector<Pubkey> keys{wanted.begin(), wanted.end()};
    auto accounts = co_await read(keys);
    if (!accounts) co_return std::unexpected(accounts.error());
    slot = std::min(slot, accounts->slot);
    for (std::size_t i = 0; i < std::min(keys.size(), accounts->value.size()); ++i) {
        if (accounts->value[i]) found.emplace(keys[i], std::move(*accounts->value[i]));
    }
    co_return found;
}

std::unordered_set<Pubkey> collections_of(const std::vector<CoreHolding>& holdings) {
    std::unordered_set<Pubkey> keys;
    for (const CoreHolding& holding : holdings) {
        if (holding.asset.collection) keys.insert(*holding.asset.collection);
    }
    return keys;
}

std::unordered_set<Pubkey> oracles_of(const std::vector<CoreHolding>& holdings) {
    std::unordered_set<Pubkey> keys;
    for (const CoreHolding& holding : holdings) {
        for (const auto& oracle : holding.rules.oracles) keys.insert(oracle.account);
    }
    return keys;
}

std::unordered_map<Pubkey, solana::CoreCollection> parse_collections(const AccountsAt& accounts) {
    std::unordered_map<Pubkey, solana::CoreCollection> collections;
    for (const auto& [address, account] : accounts) {
        if (account.owner != solana::ids::core) continue;
        if (auto collection = solana::parse_core_collection(account.data))
            collections.emplace(address, std::move(*collection));
    }
    return collections;
}

std::size_t count(const solana::CorePlugins& plugins) {
    return plugins.internal.size() + plugins.external.size();
}

void apply(const std::unordered_map<Pubkey, solana::CoreCollection>& collections, CoreHolding& holding) {
    const solana::CoreCollection* collection = nullptr;
    if (holding.asset.collection) {
        if (const auto found = collections.find(*holding.asset.collection); found != collections.end()) {
            collection = &found->second;
            holding.collection_name = clean_text(collection->name, max_name);
        }
    }
    holding.plugins = count(holding.asset.plugins) + (collection == nullptr ? 0 : count(collection->plugins));
    holding.rules = solana::core_burn_rules(holding.address, holding.asset, collection);
}

bool rejects(const solana::CoreBurnRules::Oracle& oracle, const AccountsAt& accounts) {
    const auto found = accounts.find(oracle.account);
    if (found == accounts.end()) return true;
    const auto answer = solana::core_oracle_answer(found->second.data, oracle.results_offset);
    return !answer || (oracle.may_reject && *answer == solana::CoreOracleAnswer::rejected);
}

}  // namespace

base::Task<base::Result<solana::AtSlot<std::vector<CoreHolding>>>> read_core_assets(ReadAccounts read,
                                                                                    std::vector<AccountAt> accounts) {
    solana::AtSlot<std::vector<CoreHolding>> all{UINT64_MAX, {}};
    for (const AccountAt& account : accounts) {
        if (auto holding = parse(account)) all.value.push_back(std::move(*holding));
    }
    const auto collections = co_await read_each(read, collections_of(all.value), all.slot);
    if (!collections) co_return std::unexpected(collections.error());
    const auto parsed = parse_collections(*collections);
    for (CoreHolding& holding : all.value) apply(parsed, holding);

    const auto oracles = co_await read_each(read, oracles_of(all.value), all.slot);
    if (!oracles) co_return std::unexpected(oracles.error());
    for (CoreHolding& holding : all.value) {
        holding.is_rejected =
            std::ranges::any_of(holding.rules.oracles, [&](const auto& oracle) { return rejects(oracle, *oracles); });
    }
    co_return all;
}

}  // namespace burner::assets
