#include "nodes/leased_duties.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace burner::nodes {

namespace {

std::size_t first_of(ShardedDuty duty) {
    return duty == ShardedDuty::tracking ? 0 : shard_count;
}

std::size_t place_of(SingleDuty duty) {
    return sharded_duty_count + static_cast<std::size_t>(duty);
}

std::array<std::string, duty_count> make_names() {
    std::array<std::string, duty_count> names;
    for (std::size_t shard = 0; shard < shard_count; ++shard) {
        names[first_of(ShardedDuty::tracking) + shard] = fmt::format("tracker/{}", shard);
        names[first_of(ShardedDuty::webhooks) + shard] = fmt::format("webhooks/{}", shard);
    }
    names[place_of(SingleDuty::pruning)] = "prune";
    return names;
}

/// Returns the order in which a node wants duties. It depends on the id, so that two nodes that start at the same time
/// do not want the same shards first.
std::vector<std::size_t> order_of(const std::string& id) {
    std::vector<std::size_t> order(duty_count);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {},
                      [&](std::size_t duty) { return base::sha256(base::as_bytes(id + " " + duty_names()[duty])); });
    return order;
}

bool is_sharded(std::size_t duty) {
    return duty < sharded_duty_count;
}

}  // namespace

const std::array<std::string, duty_count>& duty_names() {
    static const std::array<std::string, duty_count> names = make_names();
    return names;
}

Shards LeasedDuties::shards(ShardedDuty duty) const {
    const base::LeaseTime now = clock_.now();
    const std::lock_guard lock(mutex_);
    Shards held;
    for (std::size_t shard = 0; shard < shard_count; ++shard) held[shard] = is_held(first_of(duty) + shard, now);
    return held;
}

bool LeasedDuties::has(SingleDuty duty) const {
    const base::LeaseTime now = clock_.now();
    const std::lock_guard lock(mutex_);
    return is_held(place_of(duty), now);
}

std::vector<std::string> LeasedDuties::held() const {
    const base::LeaseTime now = clock_.now();
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (std::size_t duty = 0; duty < duty_count; ++duty) {
        if (is_held(duty, now)) names.push_back(duty_names()[duty]);
    }
    return names;
}

void LeasedDuties::set_nodes(std::string id, std::size_t live) {
    const std::lock_guard lock(mutex_);
    live_ = std::max<std::size_t>(live, 1);
    if (id == id_) return;
    id_ = std::move(id);
    order_ = order_of(id_);
    until_ = {};
}

DutyClaim LeasedDuties::begin() {
    const base::LeaseTime now = clock_.now();
    const std::lock_guard lock(mutex_);
    DutyClaim claim{.owner = id_};
    const std::size_t share = (sharded_duty_count + live_ - 1) / live_;
    stop_surplus(claim, share, now);
    want_free(claim, now);
    const auto kept =
        std::ranges::count_if(order_, [&](std::size_t duty) { return is_sharded(duty) && is_held(duty, now); });
    claim.max_shards = share - static_cast<std::size_t>(kept);
    return claim;
}

/// Keeps what is held, but no more shards than its share: the others are given up, the least preferred ones.
void LeasedDuties::stop_surplus(DutyClaim& claim, std::size_t share, base::LeaseTime now) {
    std::size_t shards = 0;
    for (const std::size_t duty : order_) {
        if (!is_held(duty, now)) continue;
        const bool is_surplus = is_sharded(duty) && shards == share;
        if (is_surplus) until_[duty] = {};
        if (is_sharded(duty) && !is_surplus) ++shards;
        (is_surplus ? claim.give_up : claim.keep).push_back(duty_names()[duty]);
    }
}

void LeasedDuties::want_free(DutyClaim& claim, base::LeaseTime now) const {
    for (const std::size_t duty : order_) {
        const std::string& name = duty_names()[duty];
        if (is_held(duty, now) || std::ranges::find(claim.give_up, name) != claim.give_up.end()) continue;
        (is_sharded(duty) ? claim.shards : claim.singles).push_back(name);
    }
}

void LeasedDuties::finish(const DutyClaim& claim, base::LeaseTime asked,
                          const base::Result<std::vector<std::string>>& answer) {
    const std::lock_guard lock(mutex_);
    if (!answer || claim.owner != id_) return;
    for (std::size_t duty = 0; duty < duty_count; ++duty) {
        const bool is_ours = std::ranges::find(*answer, duty_names()[duty]) != answer->end();
        until_[duty] = is_ours ? asked + use : base::LeaseTime{};
    }
}

void LeasedDuties::renew(DutyStore& store) {
    const base::LeaseTime asked = clock_.now();
    const DutyClaim claim = begin();
    if (!claim.owner.empty()) finish(claim, asked, store.claim(claim));
}

void LeasedDuties::close(DutyStore& store) {
    std::string owner;
    {
        const std::lock_guard lock(mutex_);
        owner = std::exchange(id_, {});
        until_ = {};
        order_.clear();
    }
    if (!owner.empty()) static_cast<void>(store.release(owner));  // otherwise they are free after the lease
}

}  // namespace burner::nodes
