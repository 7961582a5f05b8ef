#pragma once

#include "base/lease_clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "nodes/change.hpp"
#include "nodes/lease_terms.hpp"
#include "nodes/node_registry.hpp"

namespace burner::nodes {

/// Sees a committed change through. On any event loop.
class Announcer {
  public:
    virtual ~Announcer() = default;
    /// Returns once every node that serves knows the change, at the latest when every other lease has ended. Fails with
    /// `overloaded` where the engine went back and has lost it: then it may hold or not.
    virtual base::Task<base::Result<void>> announce(FeedPosition change) = 0;
};

/// Of the only node there is: it knows what it has committed.
class SingleNodeAnnouncer final : public Announcer {
  public:
    base::Task<base::Result<void>> announce(FeedPosition) override { co_return base::Result<void>{}; }
};

/// Announces for one of many nodes. It asks the registry through the runner; no thread blocks while it waits, and no
/// answer that is late makes it wait longer.
class RegistryAnnouncer final : public Announcer {
  public:
    /// All outlive it, and what still waits for an engine that hangs when `announce` has returned.
    RegistryAnnouncer(NodeRegistry& registry, base::StoreRunner& runner, const base::LeaseClock& clock,
                      const LeaseTerms& terms)
        : registry_(registry), runner_(runner), clock_(clock), terms_(terms) {}

    base::Task<base::Result<void>> announce(FeedPosition change) override;

  private:
    NodeRegistry& registry_;
    base::StoreRunner& runner_;
    const base::LeaseClock& clock_;
    const LeaseTerms terms_;
};

}  // namespace burner::nodes
