#include "transactions/read/account_snapshot.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace burner::transactions {

std::shared_ptr<AccountSnapshot> AccountSnapshot::of(solana::Rpc& rpc) {
    return std::shared_ptr<AccountSnapshot>(new AccountSnapshot(rpc));
}

base::Task<base::Result<AccountSnapshot::Accounts>> AccountSnapshot::get(std::vector<solana::Pubkey> keys) {
    return get_from(shared_from_this(), std::move(keys));
}

assets::ReadAccounts AccountSnapshot::reader() {
    return [self = shared_from_this()](std::vector<solana::Pubkey> keys) { return self->get(std::move(keys)); };
}

std::vector<solana::Pubkey> AccountSnapshot::missing(const std::vector<solana::Pubkey>& keys) const {
    std::vector<solana::Pubkey> found;
    std::unordered_set<solana::Pubkey> seen;
    for (const solana::Pubkey& key : keys) {
        if (!accounts_.contains(key) && seen.insert(key).second) found.push_back(key);
    }
    return found;
}

base::Task<base::Result<AccountSnapshot::Accounts>> AccountSnapshot::get_from(std::shared_ptr<AccountSnapshot> snapshot,
                                                                              std::vector<solana::Pubkey> keys) {
    auto wanted = snapshot->missing(keys);
    if (!wanted.empty()) {
        auto read = co_await snapshot->rpc_.get_accounts(wanted);
        if (!read) co_return std::unexpected(std::move(read.error()));
        if (read->value.size() != wanted.size()) {
            co_return base::fail(base::ErrorCode::upstream_unavailable, solana::invalid_response);
        }
        snapshot->slot_ = std::min(snapshot->slot_.value_or(read->slot), read->slot);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            snapshot->accounts_.insert_or_assign(wanted[i], std::move(read->value[i]));
        }
    }
    Accounts accounts{snapshot->slot_.value_or(0), {}};
    accounts.value.reserve(keys.size());
    for (const solana::Pubkey& key : keys) accounts.value.push_back(snapshot->accounts_.at(key));
    co_return accounts;
}

}  // namespace burner::transactions
