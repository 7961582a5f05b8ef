#include "app/find_serving.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "app/value_or_throw.hpp"
#include "base/lease_clock.hpp"
#include "nodes/fence_watch.hpp"

namespace burner::app {

namespace {

using IsMeant = std::function<bool(const nodes::NodeIdentity&)>;

std::vector<nodes::NodeRow> meant_of(const nodes::LiveNodes& live, const IsMeant& is_meant) {
    std::vector<nodes::NodeRow> meant;
    for (const auto& row : live.rows) {
        if (is_meant(row.node)) meant.push_back(row);
    }
    return meant;
}

/// Returns whether a row came or was renewed since the first look.
bool was_renewed(const nodes::NodeRow& row, const std::vector<nodes::NodeRow>& seen) {
    const auto before = std::ranges::find(seen, row.node.id, [](const auto& one) { return one.node.id; });
    return before == seen.end() || before->renewals != row.renewals;
}

}  // namespace

std::optional<nodes::NodeIdentity> find_serving(nodes::NodeRegistry& registry, const IsMeant& is_meant) {
    const base::SystemLeaseClock clock;
    auto live = value_or_throw(registry.live());
    const auto seen = meant_of(live, is_meant);
    nodes::FenceWatch watch{"", {.length = nodes::longest_lease(live, nodes::LeaseTerms{}.length)}};
    for (;; live = value_or_throw(registry.live())) {
        const auto meant = meant_of(live, is_meant);
        if (meant.empty()) return std::nullopt;
        for (const auto& row : meant) {
            if (was_renewed(row, seen)) return row.node;
        }
        for (const auto& dead : watch.look(live, clock.now())) value_or_throw(registry.fence(dead.id, dead.renewals));
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

}  // namespace burner::app
