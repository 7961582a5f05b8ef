#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "nodes/announcement.hpp"
#include "nodes/fence_watch.hpp"
#include "nodes/membership.hpp"
#include "simulation/engine.hpp"
#include "simulation/machine.hpp"

namespace burner::nodes::simulation {

/// Stands for clocks that the lease itself never reads: the simulation tells it the time.
class NoClock final : public base::LeaseClock {
  public:
    base::LeaseTime now() const override { return {}; }
};

/// One running process of the server, with the very classes of the protocol.
struct Process {
    Process(int own_id, std::size_t on_machine, HeldLock held, const LeaseTerms& terms, const LeaseTerms& watch_terms)
        : id(own_id),
          machine(on_machine),
          lock(held),
          finality(terms),
          membership(lease, finality, terms),
          watch(fmt::to_string(own_id), watch_terms),
          watch_terms(watch_terms) {}

    int id;                     ///< of its row; another one each time it joins
    std::optional<int> former;  ///< the row before
    std::size_t machine;
    HeldLock lock;
    NoClock no_clock;
    Lease lease{no_clock};
    Finality finality;
    Membership membership;
    FenceWatch watch;
    LeaseTerms watch_terms;

    std::map<Token, ChangeNumber> memory;  ///< what is revoked, by the number of its change
    std::set<Token> ever_known;            ///< what this process must never accept again
    int engine_seen = 0;                   ///< which start of the engine answered its last renewal
    std::uint64_t connected_to = 0;        ///< which engine its feed thread is connected to

    ChangeNumber kept_finals = 0;  ///< of the variant that keeps them
    bool is_busy = false;          ///< its feed thread waits for the engine
    bool is_asleep = false;
    bool has_rung = false;
    std::uint64_t rest = 0;  ///< counts the rests of its feed thread, to end the right one
    bool is_dead = false;
    double paused_until = 0;
    double cut_until = 0;
};

using ProcessPtr = std::shared_ptr<Process>;

}  // namespace burner::nodes::simulation
