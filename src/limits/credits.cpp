#include "limits/credits.hpp"

#include <algorithm>

namespace burner::limits {

namespace {

using base::LeaseTime;
using std::chrono::milliseconds;

/// Stands for a window that a node opens for itself while the store is away.
constexpr PeriodId own_window = -1;
/// How long a store has not answered when it counts as away. Before that it is slow, and nothing is admitted without
/// it.
constexpr milliseconds away_after{1'000};

CreditAnswer spend(CreditAccount& account, std::uint64_t amount) {
    account.credits -= amount;
    return {CreditVerdict::admitted, account.credits + account.left};
}

CreditAnswer refuse(const CreditAccount& account, LeaseTime now) {
    return {CreditVerdict::refused, 0, time_until(account.refused_until, now), account.is_spent};
}

}  // namespace

Credits::Shard& Credits::shard_of(std::string_view key) {
    return shards_[base::StringHash{}(key) % shards_.size()];
}

/// Finds or adds the account, and ends its period if that is over.
Credits::Held Credits::current(Shard& shard, const CreditUse& use) {
    auto found = shard.accounts.find(use.key);
    if (found == shard.accounts.end()) found = shard.accounts.try_emplace(std::string{use.key}).first;
    const Held held{shard, found->first, found->second};
    CreditAccount& account = held.account;
    if (use.limit > account.limit) account.refused_until = {};
    account.limit = use.limit;
    if (!rules_.window) {
        if (account.period != use.period) open(held, use.period);
    } else if (account.period != any_period && either_reached(clock_.now(), account.ends)) {
        open(held, any_period);
    }
    return held;
}

/// Begins a period, of which nothing is known yet. What is left of a window is worth nothing; of a month it is given
/// back, since a clock that was set may be set again.
void Credits::open(const Held& held, PeriodId period) {
    CreditAccount& account = held.account;
    if (!rules_.window && account.is_holder) give_back(held);
    account.period = period;
    account.ends = {};
    account.credits = 0;
    account.left = account.limit;
    account.is_tight = account.is_holder = false;
    account.allowance.reset();
    if (period == any_period) return;  // until it is known to be a new one, what refuses goes on
    account.refused_until = account.ask_at = {};
    account.is_recalling = false;
    account.pause = milliseconds{0};
}

CreditAnswer Credits::use(const CreditUse& use) {
    Shard& shard = shard_of(use.key);
    const std::lock_guard lock(shard.mutex);
    const Held held = current(shard, use);
    if (held.account.credits < use.amount) return decide(held, use, clock_.now());
    const CreditAnswer answer = spend(held.account, use.amount);
    ask_ahead(held);
    return answer;
}

CreditAnswer Credits::decide(const Held& held, const CreditUse& use, LeaseTime now) {
    CreditAccount& account = held.account;
    if (account.is_recalling && either_reached(now, account.recalling_until))
        refuse_until(account, now + short_refusal, false);
    if (!either_reached(now, account.refused_until)) return refuse(account, now);
    if (is_away(now)) return use_allowance(account, use.amount, now);
    if (either_reached(now, account.ask_at)) ask(held);
    const milliseconds pause = account.is_asking ? rules_.patience : time_until(account.ask_at, now);
    return {CreditVerdict::undecided, 0, pause};
}

CreditAnswer Credits::give_up(const CreditUse& use) {
    Shard& shard = shard_of(use.key);
    const std::lock_guard lock(shard.mutex);
    const Held held = current(shard, use);
    CreditAccount& account = held.account;
    if (account.credits >= use.amount) return spend(account, use.amount);
    const LeaseTime now = clock_.now();
    if (is_away(now)) return use_allowance(account, use.amount, now);
    if (account.is_asking && !account.is_recalling) return no_answer();
    refuse_until(account, now + short_refusal, false);
    return refuse(account, now);
}

/// Answers a request that has waited for a store that may still answer.
CreditAnswer Credits::no_answer() const {
    if (!rules_.window) return {CreditVerdict::unavailable};
    return {CreditVerdict::refused, 0, short_refusal};
}

CreditAnswer Credits::use_allowance(CreditAccount& account, std::uint64_t amount, LeaseTime now) const {
    if (!rules_.window) return {CreditVerdict::unavailable};
    if (account.period == any_period) {
        account.period = own_window;
        account.ends = now + *rules_.window;
        account.left = account.limit;
    }
    if (!account.allowance) account.allowance = account.left / nodes();
    if (*account.allowance < amount) return {CreditVerdict::refused, 0, short_refusal};
    *account.allowance -= amount;
    return {CreditVerdict::admitted, *account.allowance};
}

void Credits::wait(const CreditUse& use) {
    Shard& shard = shard_of(use.key);
    const std::lock_guard lock(shard.mutex);
    current(shard, use).account.wanted += use.amount;
}

void Credits::leave(const CreditUse& use) {
    Shard& shard = shard_of(use.key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.accounts.find(use.key);
    found->second.wanted -= use.amount;
    settle({shard, found->first, found->second});
}

void Credits::ask(const Held& held) {
    if (held.account.is_asking) return;
    held.account.is_asking = true;
    held.shard.asks.push_back(held.key);
    has_work_.store(true, std::memory_order_release);
}

void Credits::ask_ahead(const Held& held) {
    const CreditAccount& account = held.account;
    if (account.is_tight || account.left == 0 || account.is_asking) return;
    const CreditAsk full{.ahead = rules_.max_ahead(account.limit)};
    if (2 * account.credits < credits_for(full, account.left, false, nodes())) ask(held);
}

/// Gives back the credits of a tight period unless requests wait for them, so that other nodes can have them.
void Credits::settle(const Held& held) {
    const CreditAccount& account = held.account;
    if (account.is_tight && account.is_holder && account.wanted == 0) give_back(held);
}

void Credits::give_back(const Held& held) {
    CreditAccount& account = held.account;
    put_back(held.shard, {held.key, account.period, std::exchange(account.credits, 0)});
    account.is_holder = false;
}

void Credits::put_back(Shard& shard, const CreditReturn& unspent) {
    shard.returns[{unspent.key, unspent.period}] += unspent.amount;
    has_work_.store(true, std::memory_order_release);
}

void Credits::recalled(std::string_view key) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.accounts.find(key);
    if (found == shard.accounts.end()) return;
    CreditAccount& account = found->second;
    account.was_recalled = account.is_asking;  // what is on its way was granted ahead
    if (!account.is_holder) return;
    account.is_tight = true;
    give_back({shard, found->first, account});
}

void Credits::close() {
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        for (auto& [key, account] : shard.accounts) {
            if (account.is_holder) give_back({shard, key, account});
        }
    }
}

void Credits::set_nodes(std::string id, std::vector<std::string> live) {
    const std::lock_guard lock(engine_mutex_);
    live_count_ = std::max<std::size_t>(live.size(), 1);
    id_ = std::move(id);
    live_ = std::move(live);
}

CreditNode Credits::node() const {
    const std::lock_guard lock(engine_mutex_);
    return {id_, nodes()};
}

/// Returns whether there is no use in waiting for the store.
bool Credits::is_away(LeaseTime now) const {
    const std::lock_guard lock(engine_mutex_);
    if (unanswered_since_ && either_reached(now, *unanswered_since_ + std::max(rules_.patience, away_after)))
        return true;
    return ask_again_at_ && !either_reached(now, *ask_again_at_);
}

}  // namespace burner::limits
