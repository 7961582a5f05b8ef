#include "app/node_shares.hpp"

#include <algorithm>

namespace burner::app {

NodeShares::NodeShares(storage::Database& database, base::StoreRunner& runner, const base::LeaseClock& clock,
                       nodes::Doorbell& doorbell, limits::MonthlyQuota& quota, limits::AuthThrottle& throttle)
    : quota_(quota),
      throttle_(throttle),
      window_store_(database),
      duty_store_(database),
      windows_(limits::window_rules(), window_store_, runner, clock, doorbell, "credits"),
      duties_(clock) {}

void NodeShares::set_nodes(const nodes::Standing& standing) {
    windows_.set_nodes(standing.id, standing.live);
    quota_.credits().set_nodes(standing.id, standing.live);
    throttle_.share_with(std::max<std::size_t>(standing.live.size(), 1) - 1);
    duties_.set_nodes(standing.id, standing.live.size());
}

void NodeShares::renew() {
    const auto now = std::chrono::steady_clock::now();
    if (now >= renew_at_) {
        renew_at_ = now + nodes::LeasedDuties::interval;
        duties_.renew(duty_store_);
    }
    windows_.answer_lost_recalls();
    quota_.credits().answer_lost_recalls();
}

void NodeShares::close() {
    duties_.close(duty_store_);
    windows_.close();
}

}  // namespace burner::app
