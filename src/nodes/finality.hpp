#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>

#include "base/lease_clock.hpp"
#include "nodes/change.hpp"
#include "nodes/lease_terms.hpp"

namespace burner::nodes {

/// Knows up to which change it is certain that every node that serves has applied it. A later change is pending:
/// another node may not know it yet, so what it ends is neither accepted nor refused. Asking: any thread, one
/// comparison.
class Finality {
  public:
    explicit Finality(LeaseTerms terms) : wait_(terms.wait()) {}
    /// Makes one for which every change is final at once: of the only node there is.
    static Finality of_a_single_node() { return Finality{}; }

    bool is_final(ChangeNumber number) const { return number <= watermark_.load(std::memory_order_acquire); }
    ChangeNumber watermark() const { return watermark_.load(std::memory_order_acquire); }

    /// Takes note that all changes up to `number` are final, as the engine said over the connection in use. What this
    /// node has not applied yet does not count: an engine that goes back may give its number to another change. The
    /// feed thread.
    void raise(ChangeNumber number);
    /// Takes note that this node has applied all changes up to `number`. They are final by themselves once every lease
    /// has ended that was held then. The feed thread.
    void applied(ChangeNumber number, base::LeaseTime now);
    /// Raises the watermark by what has become final by itself. The feed thread, several times a second.
    void pass_time(base::LeaseTime now);
    /// Forgets what is final: the engine went back, and gives the numbers to other changes.
    void reset();

  private:
    struct Applied {
        ChangeNumber number;
        base::LeaseTime final_at;
    };

    Finality() : is_single_(true), watermark_(std::numeric_limits<ChangeNumber>::max()) {}
    const bool is_single_ = false;
    const std::chrono::nanoseconds wait_{};
    std::atomic<ChangeNumber> watermark_{0};
    ChangeNumber applied_ = 0;
    std::deque<Applied> waiting_;
};

}  // namespace burner::nodes
