#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <type_traits>

#include "base/lease_clock.hpp"
#include "base/result.hpp"

namespace burner::nodes {

/// Returns the error of a node whose lease is over.
inline base::Error no_lease() {
    return {base::ErrorCode::overloaded, "This node cannot reach the database. Try again"};
}

/// The right to answer from what this node holds in memory. While it holds, every revocation that was answered anywhere
/// is in this node's memory. Asking: any thread, two loads and one comparison. Changing: the feed thread.
class Lease {
  public:
    /// The lease as it was at one moment. Memory that is looked at later has all that this lease rests on.
    class Hold {
      public:
        bool is_valid_at(base::LeaseTime now) const { return !base::either_reached(now, end_); }

      private:
        friend class Lease;
        explicit Hold(base::LeaseTime end) : end_(end) {}
        base::LeaseTime end_;
    };

    /// The behaviour of a node whose lease is over: it refuses, or goes on with what it knows and promises nothing.
    enum class WhenOver { refuse, serve };

    /// Makes a lease that has not begun, over clocks that outlive it.
    explicit Lease(const base::LeaseClock& clock, WhenOver when_over = WhenOver::refuse)
        : clock_(&clock), when_over_(when_over) {}
    /// Makes a lease that always holds: of the only node there is.
    static Lease of_a_single_node() { return Lease{}; }

    /// Returns what `look` finds in memory, a Result, or `no_lease` where that may not be answered. The lease that
    /// counts is the one from before the look. A later one may rest on a change that was applied meanwhile, and then
    /// the look has missed what the lease promises.
    template <class Look>
    std::invoke_result_t<Look&> look_up(Look look) const {
        const Hold hold = take();
        auto found = look();
        if (!permits_answers(hold)) return std::unexpected(no_lease());
        return found;
    }

    /// Returns whether the lease holds now, for readiness. Whoever answers from memory calls `look_up`.
    bool holds() const { return clock_ == nullptr || take().is_valid_at(clock_->now()); }
    /// Returns whether an answer from memory may be given now: the lease holds, or is not asked for. For readiness too.
    bool may_answer() const { return permits_answers(take()); }
    Hold take() const {
        return Hold{{std::chrono::nanoseconds{boot_end_.load(std::memory_order_acquire)},
                     std::chrono::nanoseconds{raw_end_.load(std::memory_order_acquire)}}};
    }
    /// Returns how much is left; zero or less when the lease is over. For people and metrics.
    std::chrono::nanoseconds left() const;

    /// Lets the lease hold until `end`, or longer where it does already.
    void extend(base::LeaseTime end);
    void end();

  private:
    Lease() = default;
    bool permits_answers(const Hold& hold) const {
        return clock_ == nullptr || when_over_ == WhenOver::serve || hold.is_valid_at(clock_->now());
    }
    static constexpr std::int64_t never = 0;

    const base::LeaseClock* clock_ = nullptr;  ///< null: the lease always holds
    WhenOver when_over_ = WhenOver::refuse;
    // Two numbers that are not written as one: whoever sees one of them old sees a lease that ends too early, never
    // late.
    std::atomic<std::int64_t> boot_end_{never};
    std::atomic<std::int64_t> raw_end_{never};
};

}  // namespace burner::nodes
