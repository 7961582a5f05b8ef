#pragma once

#include "audit/event.hpp"
#include "base/result.hpp"

namespace burner::audit {

/// Where events go.
class Trail {
  public:
    virtual ~Trail() = default;

    /// For what happens thousands of times a second (mints, refusals): takes a copy and returns at once; it is
    /// written within 100 ms. False: it cannot be taken now, and what it tells of must not happen. Any thread.
    virtual bool note(const Event& event) = 0;

    /// Durable when it returns without an error. Waits for the disk: storage threads and the command line.
    /// Fails with `overloaded`; the event is then written as soon as that is possible again.
    virtual base::Result<void> record(const Event& event) = 0;
};

base::Error not_audited();

/// `audit.enabled = false`.
class NoTrail final : public Trail {
  public:
    bool note(const Event&) override { return true; }
    base::Result<void> record(const Event&) override { return {}; }
};

}  // namespace burner::audit
