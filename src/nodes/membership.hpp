#pragma once

#include <chrono>
#include <optional>

#include "base/lease_clock.hpp"
#include "nodes/change.hpp"
#include "nodes/feed_history.hpp"
#include "nodes/finality.hpp"
#include "nodes/lease.hpp"
#include "nodes/lease_terms.hpp"
#include "nodes/node_registry.hpp"

namespace burner::nodes {

/// Decides how a node comes to serve, and goes on serving. It says what to ask of the engine next and is told what came
/// of it; whoever drives it asks over one connection, one thing at a time, and applies changes to memory in between.
///
/// 1. Join: a new row, under an id drawn for it. Where there is memory from an earlier row, what the engine has lost of
///    it is written again (restore). Then everything is read in one snapshot (load).
/// 2. Renew every fifth of the lease. The lease counts from before the renewal was asked, and only once everything has
///    been applied that the engine had then.
/// 3. After a ring, read what is new, apply it and acknowledge it at once.
/// 4. Where the row is fenced or gone, or the engine's history is another one, the lease ends and the node joins again.
class Membership {
  public:
    enum class Step { join, restore, load, renew, read, acknowledge, rest };

    /// The lease and the finality outlive it.
    Membership(Lease& lease, Finality& finality, const LeaseTerms& terms);

    Step next(base::LeaseTime now) const;
    /// Returns how long there is no step but for a ring.
    std::chrono::nanoseconds rest(base::LeaseTime now) const;
    /// Returns the position up to which memory has applied everything; to be named with `renew`, `read` and
    /// `acknowledge`.
    const FeedPosition& applied() const { return applied_; }
    /// Returns the places where memory has been; to be named with `restore`.
    const FeedHistory& history() const { return history_; }
    /// Returns what the engine must have for it to be loaded: all that was written again.
    const FeedPosition& must_contain() const { return must_contain_; }

    void joined();
    /// Takes note that what memory has is in the engine, up to `position`.
    void restored(const FeedPosition& position);
    /// Takes note that memory now is what the engine held at `head`. nullopt: the engine went back since, and memory is
    /// as it was.
    void loaded(const std::optional<FeedHead>& head, base::LeaseTime now);
    /// Takes the answer to a renewal. `asked` is a moment before the engine was asked; nullopt: this node is out.
    void renewed(base::LeaseTime asked, const std::optional<Renewal>& answer);
    /// Takes note that memory has applied what was read. nullopt: the engine's history does not contain what memory had
    /// before.
    void read(const std::optional<FeedHead>& head, base::LeaseTime now);
    void acknowledged(bool is_member);
    /// Takes note that the engine did not answer, or the connection broke. What was asked may have happened.
    void failed(base::LeaseTime now);
    /// Takes note that every node has applied all changes up to this one, as was rung. It counts if it is of this
    /// node's history.
    void final(const FeedPosition& change);
    /// Takes note that another node has committed a change.
    void rang() { has_rung_ = true; }

  private:
    enum class Phase { outside, joined, restored, member };
    struct Awaiting {  ///< a renewal that counts once memory has applied all that the engine had
        base::LeaseTime asked;
        ChangeNumber last;
    };

    Step next_of_member(base::LeaseTime now) const;
    void take(const FeedHead& head, base::LeaseTime now);
    void extend_if_applied();
    void lose();

    Lease& lease_;
    Finality& finality_;
    const LeaseTerms terms_;
    Phase phase_ = Phase::outside;
    bool has_memory_ = false;
    bool has_rung_ = false;
    FeedPosition applied_;
    FeedHistory history_;
    FeedPosition must_contain_;
    ChangeNumber acknowledged_ = 0;
    std::optional<Awaiting> awaiting_;
    base::LeaseTime renew_at_;
    base::LeaseTime retry_at_;
};

}  // namespace burner::nodes
