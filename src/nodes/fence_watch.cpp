#include "nodes/fence_watch.hpp"

#include <utility>

namespace burner::nodes {

std::vector<FenceWatch::Dead> FenceWatch::look(const LiveNodes& nodes, base::LeaseTime now) {
    if (std::exchange(engine_, nodes.engine) != nodes.engine) forget();
    std::vector<Dead> dead;
    std::map<std::string, Seen, std::less<>> seen;
    for (const NodeRow& row : nodes.rows) {
        if (row.node.id == own_id_) continue;
        const auto before = seen_.find(row.node.id);
        const bool is_unchanged = before != seen_.end() && before->second.renewals == row.renewals;
        const auto& entry =
            seen.emplace(row.node.id, is_unchanged ? before->second : Seen{row.renewals, now + wait_}).first->second;
        if (base::both_reached(now, entry.dead_at)) dead.push_back({row.node.id, row.renewals});
    }
    seen_ = std::move(seen);
    return dead;
}

}  // namespace burner::nodes
