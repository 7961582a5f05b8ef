#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/lease_clock.hpp"
#include "nodes/fence_watch.hpp"
#include "nodes/finality.hpp"
#include "nodes/membership.hpp"
#include "nodes/node_registry.hpp"
#include "nodes/standing.hpp"

namespace burner::nodes {

/// What the memory of a node does when its membership says so. On the feed thread.
class Memory {
  public:
    virtual ~Memory() = default;
    virtual base::Result<std::optional<FeedHead>> load(const FeedPosition& must_contain) = 0;
    virtual base::Result<std::optional<FeedHead>> read_after(const FeedPosition& position) = 0;
    /// Writes again what the engine has lost since the last place of `history` that it has.
    virtual base::Result<FeedPosition> restore(std::span<const FeedPosition> history) = 0;
};

/// Does what the membership of a node says, step by step. One thread; it blocks while it asks the engine.
class FeedDriver {
  public:
    struct Parts {
        NodeRegistry& registry;
        Memory& memory;
        Finality& finality;
        const base::LeaseClock& clock;
        std::function<std::string()> draw_id;
        std::function<void(std::string_view)> log;
        std::function<void(const Standing&)> renewed;  ///< called after each renewal; on the feed thread
    };

    /// `identity` is this process's; its id is drawn at each join.
    FeedDriver(Parts parts, NodeIdentity identity, Lease& lease, const LeaseTerms& terms);

    /// Makes the next step. Returns how long there is none, unless somebody rings.
    std::chrono::nanoseconds step();
    void rang() { membership_.rang(); }
    void final(const FeedPosition& change) { membership_.final(change); }
    /// Fences the own row, so that no revocation waits for it.
    void leave();

  private:
    bool make(Membership::Step step);
    bool join();
    bool restore();
    bool load();
    bool renew();
    bool read();
    bool acknowledge();
    void look_around(const Renewal& renewal);
    bool fence(const FenceWatch::Dead& dead);

    Parts parts_;
    NodeIdentity identity_;
    const LeaseTerms terms_;
    Membership membership_;
    FenceWatch watch_;
    unsigned joins_ = 0;
};

}  // namespace burner::nodes
