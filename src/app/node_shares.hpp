#pragma once

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "base/lease_clock.hpp"
#include "base/store_runner.hpp"
#include "limits/address_limit.hpp"
#include "limits/credit_exchange.hpp"
#include "limits/monthly_quota.hpp"
#include "limits/shared_rate_limit.hpp"
#include "limits/shared_work_limit.hpp"
#include "nodes/doorbell.hpp"
#include "nodes/leased_duties.hpp"
#include "nodes/standing.hpp"
#include "storage/database.hpp"
#include "storage/postgres/duty_store.hpp"
#include "storage/postgres/window_store.hpp"

namespace burner::app {

/// What the nodes of one database share out among themselves: limits, and background work. What it is given outlives
/// it.
class NodeShares {
  public:
    NodeShares(storage::Database& database, base::StoreRunner& runner, const base::LeaseClock& clock,
               nodes::Doorbell& doorbell, limits::MonthlyQuota& quota,
               const std::array<limits::AddressLimit*, 3>& by_address);

    limits::RateLimit& rate_limit() { return rate_limit_; }
    limits::WorkLimit& work_limit() { return work_limit_; }
    const nodes::Duties& duties() const { return duties_; }
    std::size_t held_duties() const { return duties_.held().size(); }

    /// Takes note of who this node is, and which nodes it shares with. Before that it has no duties. Any thread.
    void set_nodes(const nodes::Standing& standing);
    /// Gives back what other nodes need of its credits, and once a second renews its duties. Several times a second;
    /// blocks.
    void renew();
    /// Gives everything back, at a clean end, once the storage threads have ended. Blocks.
    void close();

  private:
    limits::MonthlyQuota& quota_;
    const std::array<limits::AddressLimit*, 3> by_address_;
    storage::WindowStore window_store_;
    storage::DutyStore duty_store_;
    limits::CreditExchange windows_;
    limits::SharedRateLimit rate_limit_{windows_};
    limits::SharedWorkLimit work_limit_{windows_};
    nodes::LeasedDuties duties_;
    std::chrono::steady_clock::time_point renew_at_{};
};

}  // namespace burner::app
