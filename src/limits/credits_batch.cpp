// What the store is told, and what its answers change.
#include <algorithm>
#include <utility>

#include "limits/credits.hpp"

namespace burner::limits {

namespace {

using base::LeaseTime;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// How long a named period counts as spent before the store is asked again.
constexpr milliseconds spent_again{60'000};
/// How long the store is not asked after it failed, and at first after a recall. The latter doubles each time.
constexpr milliseconds pause_after_failure{250};
constexpr milliseconds first_pause{3};
/// How long requests wait for what other nodes give back.
constexpr milliseconds recall_patience{100};
/// The most asks that go in one statement.
constexpr std::size_t max_asks = 1'000;

LeaseTime later(LeaseTime one, LeaseTime other) {
    return {std::max(one.boot, other.boot), std::max(one.raw, other.raw)};
}

}  // namespace

CreditBatch Credits::begin() {
    CreditBatch batch{.node = node(), .sent_at = clock_.now()};
    has_work_.store(false, std::memory_order_release);
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        for (auto& [what, amount] : std::exchange(shard.returns, {}))
            batch.returns.push_back({what.first, what.second, amount, holds(shard, what.first, what.second)});
        std::ranges::move(shard.recalls, std::back_inserter(batch.recalls));
        shard.recalls.clear();
        while (!shard.asks.empty() && batch.asks.size() < max_asks) {
            batch.asks.push_back(ask_of(shard, shard.asks.back(), batch.sent_at));
            shard.asks.pop_back();
        }
        if (!shard.asks.empty()) has_work_.store(true, std::memory_order_release);
    }
    const std::lock_guard lock(engine_mutex_);
    if (!batch.asks.empty()) unanswered_since_ = batch.sent_at;
    return batch;
}

bool Credits::holds(const Shard& shard, const std::string& key, PeriodId period) {
    const CreditAccount& account = shard.accounts.find(key)->second;
    return account.is_holder && account.period == period;
}

CreditAsk Credits::ask_of(Shard& shard, const std::string& key, LeaseTime now) const {
    const CreditAccount& account = shard.accounts.find(key)->second;
    const bool is_open = !rules_.window || (account.period > any_period && !either_reached(now, account.ends));
    const std::uint64_t most = rules_.max_ahead(account.limit);
    return {.key = key,
            .period = is_open ? account.period : any_period,
            .limit = account.limit,
            .want = account.wanted,
            .ahead = most - std::min(most, account.credits)};
}

void Credits::finish(const CreditBatch& batch, const base::Result<std::vector<CreditGrant>>& grants) {
    for (std::size_t i = 0; i < batch.asks.size(); ++i) {
        const CreditAsk& asked = batch.asks[i];
        Shard& shard = shard_of(asked.key);
        const std::lock_guard lock(shard.mutex);
        const auto found = shard.accounts.find(asked.key);
        found->second.is_asking = false;
        if (grants) take_grant({shard, found->first, found->second}, asked, (*grants)[i], batch);
        found->second.was_recalled = false;
    }
    const std::lock_guard lock(engine_mutex_);
    unanswered_since_.reset();
    ask_again_at_.reset();
    if (!grants) ask_again_at_ = clock_.now() + pause_after_failure;
}

void Credits::take_grant(const Held& held, const CreditAsk& asked, const CreditGrant& grant, const CreditBatch& batch) {
    CreditAccount& account = held.account;
    if (asked.period != any_period && grant.period != asked.period) {
        if (account.period == asked.period) open(held, any_period);
        return;
    }
    if (!rules_.window && account.period != grant.period) {  // the month has changed meanwhile
        put_back(held.shard, {held.key, grant.period, grant.granted});
        return;
    }
    if (account.period != grant.period) open(held, grant.period);
    if (rules_.window) {
        const nanoseconds rest = *rules_.window - grant.age;
        account.ends = later(account.ends, batch.sent_at + (rest - rest * base::clock_drift_per_mille / 1'000));
    }
    account.left = grant.left;
    account.is_tight = account.is_tight || grant.is_tight || account.was_recalled;
    if (grant.granted > 0) {
        account.credits += grant.granted;
        account.is_holder = true;
        account.is_recalling = false;
        account.pause = milliseconds{0};
        account.ask_at = {};
    } else if (asked.want > 0) {
        note_empty(held, grant);
    }
    settle(held);
}

/// Takes note that nothing is left for a request that waits. Where another node still holds credits they are recalled;
/// otherwise all are spent, and the account refuses.
void Credits::note_empty(const Held& held, const CreditGrant& grant) {
    CreditAccount& account = held.account;
    const LeaseTime now = clock_.now();
    if (!is_held_by_others(grant)) {
        const nanoseconds rest = rules_.window ? *rules_.window - grant.age : nanoseconds{spent_again};
        const bool is_spent = account.credits == 0;
        const auto longest = std::chrono::ceil<milliseconds>(rest + rest * base::clock_drift_per_mille / 1'000);
        refuse_until(account, now + (is_spent ? longest : short_refusal), is_spent);
        return;
    }
    if (!account.is_recalling) {
        account.is_recalling = true;
        account.recalling_until = now + recall_patience;
        held.shard.recalls.push_back(held.key);
        has_work_.store(true, std::memory_order_release);
    }
    account.pause = std::max(first_pause, 2 * account.pause);
    account.ask_at = now + account.pause;
}

/// Returns whether another node that lives may hold credits: one that is dead gives nothing back.
bool Credits::is_held_by_others(const CreditGrant& grant) const {
    const std::lock_guard lock(engine_mutex_);
    return std::ranges::any_of(grant.holders, [&](const std::string& holder) {
        return holder != id_ && (live_.empty() || std::ranges::find(live_, holder) != live_.end());
    });
}

}  // namespace burner::limits
