#pragma once

#include "audit/event.hpp"
#include "base/result.hpp"

namespace burner::audit {

/// The receiver of events.
class Trail {
  public:
    virtual ~Trail() = default;

    /// Takes a copy and returns at once, for what happens thousands of times a second (mints, refusals); it is
    /// written within 100 ms. False: it cannot be taken now, and what it tells of must not happen. Any thread.
    virtual bool note(const Event& event) = 0;

    /// Writes an event: durable on return without an error. Waits for the disk: storage threads and the command line.
    /// Fails with `overloaded`; the event is then written as soon as that is possible again.
    virtual base::Result<void> record(const Event& event) = 0;
};

base::Error not_audited();

/// The trail of `audit.enabled = false`, which keeps no event.
class NoTrail final : public Trail {
  public:
    bool note(const Event&) override { return true; }
    base::Result<void> record(const Event&) override { return {}; }
};

}  // namespace burner::audit
