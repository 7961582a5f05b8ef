#include "app/node_shares.hpp"

#include <algorithm>

namespace burner::app {

NodeShares::NodeShares(storage::Database& database, base::StoreRunner& runner, const base::LeaseClock& clock,
                       nodes::Doorbell& doorbell, limits::MonthlyQuota& quota,
                       const std::array<limits::AddressLimit*, 3>& by_address)
    : quota_(quota),
      by_address_(by_address),
      window_store_(database),
      duty_store_(database),
      windows_(limits::window_rules(), window_store_, runner, clock, doorbell, "credits"),
      duties_(clock) {}

void NodeShares::set_nodes(const nodes::Standing& standing) {
    windows_.set_nodes(standing.id, standing.live);
    quota_.credits().set_nodes(standing.id, standing.live);
    for (auto* limit : by_address_) limit->share_with(std::max<std::size_t>(standing.live.size(), 1) - 1);
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
