#include "assets/facts/read_accounts.hpp"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace burner::assets {

namespace {

using solana::Pubkey;

struct ReadAhead {
    ReadAccounts read;
    std::unordered_map<Pubkey, std::optional<solana::Account>> accounts;
    std::unordered_set<Pubkey> failed;
    std::optional<base::Error> failure;
};

std::shared_ptr<ReadAhead> keep(ReadAccounts read, const std::vector<Pubkey>& keys, AccountsRead ahead) {
    auto kept = std::make_shared<ReadAhead>(std::move(read));
    if (ahead) {
        const std::size_t count = std::min(keys.size(), ahead->value.size());
        for (std::size_t i = 0; i < count; ++i) kept->accounts.emplace(keys[i], std::move(ahead->value[i]));
    } else {
        kept->failed.insert(keys.begin(), keys.end());
        kept->failure = std::move(ahead.error());
    }
    return kept;
}

/// Reads what is missing, and puts it where it was asked for.
base::Task<AccountsRead> read_the_rest(std::shared_ptr<ReadAhead> kept, std::vector<Pubkey> missing,
                                       std::vector<std::size_t> places, Accounts accounts) {
    auto rest = co_await kept->read(std::move(missing));
    if (!rest) co_return std::unexpected(std::move(rest.error()));
    const std::size_t count = std::min(places.size(), rest->value.size());
    for (std::size_t i = 0; i < count; ++i) accounts[places[i]] = std::move(rest->value[i]);
    co_return solana::AtSlot<Accounts>{rest->slot, std::move(accounts)};
}

base::Task<AccountsRead> read_with(std::shared_ptr<ReadAhead> kept, std::vector<Pubkey> keys) {
    Accounts accounts(keys.size());
    std::vector<Pubkey> missing;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (kept->failed.contains(keys[i])) co_return std::unexpected(*kept->failure);
        if (auto found = kept->accounts.extract(keys[i])) {
            accounts[i] = std::move(found.mapped());
        } else {
            missing.push_back(keys[i]);
            places.push_back(i);
        }
    }
    if (missing.empty()) co_return solana::AtSlot<Accounts>{UINT64_MAX, std::move(accounts)};
    co_return co_await read_the_rest(kept, std::move(missing), std::move(places), std::move(accounts));
}

}  // namespace

ReadAccounts with_read_ahead(ReadAccounts read, std::vector<Pubkey> keys, AccountsRead ahead) {
    return [kept = keep(std::move(read), keys, std::move(ahead))](std::vector<Pubkey> wanted) {
        return read_with(kept, std::move(wanted));
    };
}

}  // namespace burner::assets
