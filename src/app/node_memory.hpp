#pragma once

#include "access/replica.hpp"
#include "nodes/feed_driver.hpp"
#include "nodes/hindrances.hpp"
#include "transactions/pauses.hpp"

namespace burner::app {

/// All that one of many nodes holds in memory by the numbers of the feed: what decides who may do what, and the pauses.
/// It says in words what it cannot take in. On the feed thread.
class NodeMemory final : public nodes::Memory {
  public:
    /// All outlive it.
    NodeMemory(access::Replica& replica, transactions::PauseStore& pause_store, transactions::Pauses& pauses,
               nodes::Hindrances& hindrances)
        : replica_(replica), pause_store_(pause_store), pauses_(pauses), hindrances_(hindrances) {}

    base::Result<std::optional<nodes::FeedHead>> load(const nodes::FeedPosition& must_contain) override;
    base::Result<std::optional<nodes::FeedHead>> read_after(const nodes::FeedPosition& position) override;
    base::Result<nodes::FeedPosition> restore(std::span<const nodes::FeedPosition> history) override {
        return replica_.restore(history);
    }

  private:
    base::Result<std::optional<nodes::FeedHead>> note(base::Result<std::optional<nodes::FeedHead>> read);
    base::Result<void> load_pauses();

    access::Replica& replica_;
    transactions::PauseStore& pause_store_;
    transactions::Pauses& pauses_;
    nodes::Hindrances& hindrances_;
};

}  // namespace burner::app
