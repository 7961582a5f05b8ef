#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/lease_clock.hpp"
#include "base/result.hpp"
#include "nodes/duties.hpp"
#include "nodes/duty_store.hpp"

namespace burner::nodes {

/// The number of sharded duties, and of all.
inline constexpr std::size_t sharded_duty_count = 2 * shard_count;
inline constexpr std::size_t duty_count = sharded_duty_count + 1;

/// Returns the names of all duties, as the store has them: `tracker/0` … `webhooks/15`, then what is not divided.
const std::array<std::string, duty_count>& duty_names();

/// The duties of one node among several. It holds its share of the shards, and whatever is not divided and free, and
/// claims them again every second. It works on a duty for 4 s from before the claim was sent, while the store keeps it
/// for 5: so no two nodes work on one, whatever the network does, and what a dead node had is free after 5 s.
///
/// This is the logic alone: whoever drives it claims what `begin` says, and brings the answer; one claim at a time.
/// Asking: any thread.
class LeasedDuties final : public Duties {
  public:
    static constexpr std::chrono::seconds interval{1};
    static constexpr std::chrono::seconds use{4};

    /// The clock outlives it. Before `set_nodes` it claims nothing.
    explicit LeasedDuties(const base::LeaseClock& clock) : clock_(clock) {}

    Shards shards(ShardedDuty duty) const override;
    bool has(SingleDuty duty) const override;
    /// Returns the names of what it holds now, in their order.
    std::vector<std::string> held() const;

    /// Sets under which id it claims, and how many nodes live, this one among them. With another id it holds nothing.
    void set_nodes(std::string id, std::size_t live);
    /// Says what to claim next. What is to be given up is no longer held from here on.
    DutyClaim begin();
    /// Takes the answer to a claim that was sent after `asked`.
    void finish(const DutyClaim& claim, base::LeaseTime asked, const base::Result<std::vector<std::string>>& answer);
    /// Claims what is to be claimed. Blocks.
    void renew(DutyStore& store);
    /// Gives everything up. Blocks. Nothing is claimed from here on.
    void close(DutyStore& store);

  private:
    bool is_held(std::size_t duty, base::LeaseTime now) const { return !either_reached(now, until_[duty]); }
    void stop_surplus(DutyClaim& claim, std::size_t share, base::LeaseTime now);
    void want_free(DutyClaim& claim, base::LeaseTime now) const;

    const base::LeaseClock& clock_;
    mutable std::mutex mutex_;
    std::string id_;
    std::size_t live_ = 1;
    std::vector<std::size_t> order_;  ///< in which this node prefers duties: another one for each node
    std::array<base::LeaseTime, duty_count> until_{};
};

}  // namespace burner::nodes
