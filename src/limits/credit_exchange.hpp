#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/lease_clock.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "base/timer.hpp"
#include "limits/credits.hpp"
#include "nodes/doorbell.hpp"

namespace burner::limits {

/// Connects Credits with their store. One exchange runs at a time, on a storage thread, and carries all asks that have
/// come since the last one. What it is given outlives it. Any thread.
class CreditExchange {
  public:
    /// Under `topic` the nodes recall these credits from each other.
    CreditExchange(CreditRules rules, CreditStore& store, base::StoreRunner& runner, const base::LeaseClock& clock,
                   nodes::Doorbell& doorbell, std::string topic);

    /// Spends credits in memory, or says why not.
    CreditAnswer use(const CreditUse& use);
    /// Decides what `use` has left undecided; waits for credits, and no longer than the rules say. The key outlives the
    /// task.
    base::Task<CreditAnswer> decide(CreditUse use);

    /// Gives back what other nodes have recalled while this one did not hear it. Blocks: storage threads.
    void answer_lost_recalls();
    /// Sets who this node is, and which nodes live (see Credits::set_nodes).
    void set_nodes(std::string id, std::vector<std::string> live) {
        credits_.set_nodes(std::move(id), std::move(live));
    }
    /// Gives back all that is not spent, at a clean end, once the storage threads have ended. Blocks.
    void close();

  private:
    class Waiting;

    void recalled(std::string_view key);
    void start();
    void run();
    void exchange();
    void wake(const std::vector<CreditAsk>& asks);

    Credits credits_;
    CreditStore& store_;
    base::StoreRunner& runner_;
    nodes::Doorbell& doorbell_;
    const std::string topic_;
    std::atomic<bool> is_running_{false};
    std::mutex mutex_;  ///< guards the waiters
    /// The timers of requests that wait on their workers' loops, by key, in the order they came. Cancelling one wakes
    /// its request.
    std::multimap<std::string, std::shared_ptr<base::Timer>, std::less<>> waiters_;
};

}  // namespace burner::limits
