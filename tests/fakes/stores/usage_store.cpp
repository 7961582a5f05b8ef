#include "fakes/stores/usage_store.hpp"

#include <algorithm>

namespace burner::storage {

base::Result<std::vector<limits::CreditGrant>> MemoryUsageStore::take(const limits::CreditNode& node,
                                                                      std::span<const limits::CreditAsk> asks) {
    const std::lock_guard lock(mutex_);
    std::vector<limits::CreditGrant> grants;
    for (const limits::CreditAsk& ask : asks) grants.push_back(take_one(node, ask));
    return grants;
}

limits::CreditGrant MemoryUsageStore::take_one(const limits::CreditNode& node, const limits::CreditAsk& ask) {
    Usage& usage = usage_[{ask.key, ask.period}];
    const std::uint64_t left = ask.limit - std::min(ask.limit, usage.requests);
    const std::uint64_t granted = credits_for(ask, left, usage.is_tight, node.nodes);
    usage.requests += granted;
    if (left == 0 && ask.want > 0) usage.is_tight = true;
    if (granted > 0) usage.holders.insert(node.id);
    return {.period = ask.period,
            .granted = granted,
            .left = left - granted,
            .is_tight = usage.is_tight,
            .holders = {usage.holders.begin(), usage.holders.end()}};
}

base::Result<void> MemoryUsageStore::give_back(const limits::CreditNode& node,
                                               std::span<const limits::CreditReturn> returns) {
    const std::lock_guard lock(mutex_);
    for (const limits::CreditReturn& unspent : returns) {
        Usage& usage = usage_[{unspent.key, unspent.period}];
        if (!usage.holders.contains(node.id)) continue;
        if (!unspent.holds_more) usage.holders.erase(node.id);
        usage.requests -= std::min(usage.requests, unspent.amount);
    }
    return {};
}

base::Result<std::vector<std::string>> MemoryUsageStore::recalled(const limits::CreditNode& node) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> keys;
    for (const auto& [what, usage] : usage_) {
        if (usage.is_tight && usage.holders.contains(node.id)) keys.push_back(what.first);
    }
    return keys;
}

base::Result<std::uint64_t> MemoryUsageStore::count(std::string_view key_id, limits::Month month) {
    const std::lock_guard lock(mutex_);
    const auto usage = usage_.find({std::string{key_id}, limits::period_of(month)});
    return usage == usage_.end() ? 0 : usage->second.requests;
}

}  // namespace burner::storage
