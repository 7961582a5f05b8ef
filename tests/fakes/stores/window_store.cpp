#include "fakes/stores/window_store.hpp"

#include <algorithm>

namespace burner::storage {

base::Result<std::vector<limits::CreditGrant>> MemoryWindowStore::take(const limits::CreditNode& node,
                                                                       std::span<const limits::CreditAsk> asks) {
    const std::lock_guard lock(mutex_);
    std::vector<limits::CreditGrant> grants;
    for (const limits::CreditAsk& ask : asks) grants.push_back(take_one(node, ask));
    return grants;
}

limits::CreditGrant MemoryWindowStore::take_one(const limits::CreditNode& node, const limits::CreditAsk& ask) {
    Window& window = windows_[ask.key];
    const bool is_new = window.period == limits::any_period || is_over(window);
    if (is_new && (ask.period == limits::any_period || ignores_periods))
        window = {now_(), ++last_period_, 0, false, {}};
    limits::CreditGrant grant{.period = window.period, .age = now_() - window.started};
    if (ask.period != limits::any_period && (is_new || ask.period != window.period)) {
        if (!ignores_periods) return {.period = is_new ? limits::any_period : window.period};
        grant.period = ask.period;
    }
    const std::uint64_t left = ask.limit - std::min(ask.limit, window.granted);
    grant.granted = credits_for(ask, left, window.is_tight, node.nodes);
    grant.left = left - grant.granted;
    window.granted += grant.granted;
    if (left == 0 && ask.want > 0) window.is_tight = true;
    if (grant.granted > 0) window.holders.insert(node.id);
    grant.is_tight = window.is_tight;
    grant.holders = {window.holders.begin(), window.holders.end()};
    return grant;
}

base::Result<void> MemoryWindowStore::give_back(const limits::CreditNode& node,
                                                std::span<const limits::CreditReturn> returns) {
    const std::lock_guard lock(mutex_);
    for (const limits::CreditReturn& unspent : returns) {
        Window& window = windows_[unspent.key];
        const bool is_open = unspent.period == window.period && !is_over(window);
        if (!is_open && !ignores_periods) continue;
        if (!window.holders.contains(node.id) && !ignores_periods) continue;
        if (!unspent.holds_more) window.holders.erase(node.id);
        window.granted -= std::min(window.granted, unspent.amount);
    }
    return {};
}

limits::PeriodId MemoryWindowStore::open(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = windows_.find(key);
    return found == windows_.end() || is_over(found->second) ? limits::any_period : found->second.period;
}

base::Result<std::vector<std::string>> MemoryWindowStore::recalled(const limits::CreditNode& node) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> keys;
    for (const auto& [key, window] : windows_) {
        if (window.is_tight && !is_over(window) && window.holders.contains(node.id)) keys.push_back(key);
    }
    return keys;
}

}  // namespace burner::storage
